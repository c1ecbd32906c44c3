/** Moves the clocks of apps of test. */
@NullMarked
package io.berth.did.testclock;

import org.jspecify.annotations.NullMarked;
