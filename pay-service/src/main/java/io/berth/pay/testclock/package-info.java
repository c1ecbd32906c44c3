/** Moves the clocks of apps of test. */
@NullMarked
package io.berth.pay.testclock;

import org.jspecify.annotations.NullMarked;
