/** Withdrawals by bank transfer. */
@NullMarked
package io.berth.pay.bank.withdrawal;

import org.jspecify.annotations.NullMarked;
