/** Coins, their decimals and prices. */
@NullMarked
package io.berth.pay.coin;

import org.jspecify.annotations.NullMarked;
