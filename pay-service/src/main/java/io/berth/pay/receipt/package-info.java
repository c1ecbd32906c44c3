/** Receipts of payments, for players. */
@NullMarked
package io.berth.pay.receipt;

import org.jspecify.annotations.NullMarked;
