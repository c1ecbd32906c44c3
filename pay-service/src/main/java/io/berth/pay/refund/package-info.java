/** Refunds of payments. */
@NullMarked
package io.berth.pay.refund;

import org.jspecify.annotations.NullMarked;
