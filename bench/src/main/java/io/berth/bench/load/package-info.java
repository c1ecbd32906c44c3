/** Requests from a process of their own: as many as go, or at a rate that waits for nobody. */
@NullMarked
package io.berth.bench.load;

import org.jspecify.annotations.NullMarked;
