package io.berth.pay.bank.line;

import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Credit of a line to a person.
 *
 * @param topUpId null where the line has no reference of a top-up
 * @param withdrawalId null where the line returns none
 * @param amount coins
 */
record NewCredit(
    long lineId,
    @Nullable Long topUpId,
    @Nullable Long withdrawalId,
    long uid,
    Coin coin,
    BigDecimal amount) {}
