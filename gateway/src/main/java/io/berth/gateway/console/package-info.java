/** Commands of people in the console, with the permissions that did-service grants them. */
@NullMarked
package io.berth.gateway.console;

import org.jspecify.annotations.NullMarked;
