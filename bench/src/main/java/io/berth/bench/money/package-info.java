/** A check that no money is missing. */
@NullMarked
package io.berth.bench.money;

import org.jspecify.annotations.NullMarked;
