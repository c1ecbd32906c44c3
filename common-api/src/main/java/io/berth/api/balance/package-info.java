/** Coins, balances and statements of accounts. */
@NullMarked
package io.berth.api.balance;

import org.jspecify.annotations.NullMarked;
