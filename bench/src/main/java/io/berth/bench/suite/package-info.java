/** A whole suite under test, with its data and a receiver of callbacks. */
@NullMarked
package io.berth.bench.suite;

import org.jspecify.annotations.NullMarked;
