/** The clock of an app of test. */
@NullMarked
package io.berth.api.testclock;

import org.jspecify.annotations.NullMarked;
