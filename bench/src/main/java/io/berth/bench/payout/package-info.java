/** Signed payouts from end to end. */
@NullMarked
package io.berth.bench.payout;

import org.jspecify.annotations.NullMarked;
