/** Totals of orders and callbacks over time, for overviews. */
@NullMarked
package io.berth.api.totals;

import org.jspecify.annotations.NullMarked;
