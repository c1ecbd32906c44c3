/** MISSING */
@NullMarked
package io.berth.pay.payout;

import org.jspecify.annotations.NullMarked;
