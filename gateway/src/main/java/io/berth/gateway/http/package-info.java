/** MISSING */
@NullMarked
package io.berth.gateway.http;

import org.jspecify.annotations.NullMarked;
