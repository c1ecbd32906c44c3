/** Endpoints of merchants: concurrency limits and circuit breakers. */
@NullMarked
package io.berth.callback.endpoint;

import org.jspecify.annotations.NullMarked;
