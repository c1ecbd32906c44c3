/** Totals of attempts over time. */
@NullMarked
package io.berth.callback.totals;

import org.jspecify.annotations.NullMarked;
