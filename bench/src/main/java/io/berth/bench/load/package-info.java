/** Requests from a separate process, as many as possible or at a fixed rate. */
@NullMarked
package io.berth.bench.load;

import org.jspecify.annotations.NullMarked;
