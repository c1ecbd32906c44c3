/** Top-ups by bank transfer, as the person sees them. */
@NullMarked
package io.berth.pay.bank.topup;

import org.jspecify.annotations.NullMarked;
