/** Comparison of balances with the entries that made them. */
@NullMarked
package io.berth.pay.ledgeraudit;

import org.jspecify.annotations.NullMarked;
