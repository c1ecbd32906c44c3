/** A whole suite to be measured, filled for that, and where its merchants are called back. */
@NullMarked
package io.berth.bench.suite;

import org.jspecify.annotations.NullMarked;
