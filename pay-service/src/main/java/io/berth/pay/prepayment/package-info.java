/** Orders that wait for their payer: opening, confirming and expiry. */
@NullMarked
package io.berth.pay.prepayment;

import org.jspecify.annotations.NullMarked;
