/** Totals of orders over time. */
@NullMarked
package io.berth.pay.totals;

import org.jspecify.annotations.NullMarked;
