/**
 * Payments that an app's server makes while the user is away: payouts, and charges of open
 * accounts.
 */
@NullMarked
package io.berth.pay.payout;

import org.jspecify.annotations.NullMarked;
