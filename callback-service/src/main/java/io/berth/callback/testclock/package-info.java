/** Moves the clocks of apps of test. */
@NullMarked
package io.berth.callback.testclock;

import org.jspecify.annotations.NullMarked;
