/** The way in: checks a request and passes it on as a command. */
@NullMarked
package io.berth.gateway;

import org.jspecify.annotations.NullMarked;
