/** Separate processes for the measured program and the load. */
@NullMarked
package io.berth.bench.process;

import org.jspecify.annotations.NullMarked;
