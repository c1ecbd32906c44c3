/** Moves of the clocks of apps of test, as every service makes them. */
@NullMarked
package io.berth.service.testclock;

import org.jspecify.annotations.NullMarked;
