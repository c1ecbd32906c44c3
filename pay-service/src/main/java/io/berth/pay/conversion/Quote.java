package io.berth.pay.conversion;

import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A price in another coin, fixed for a while for one order and one payer.
 *
 * @param coin that the payer pays with
 */
public record Quote(long id, Coin coin, BigDecimal amount, Instant expiresAt) {}
