package io.berth.pay.bank.topup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that a person says they will make.
 *
 * @param decimals of the coin
 * @param amount in the currency
 * @param rate coins for one unit of it, fixed when it was asked for
 * @param credited coins; null before
 */
public record TopUp(
    long id,
    long uid,
    String coin,
    int decimals,
    BigDecimal amount,
    String currency,
    BigDecimal rate,
    String reference,
    Instant requestedAt,
    Instant expiresAt,
    State state,
    @Nullable BigDecimal credited) {

  /** Coins that the amount buys. */
  BigDecimal coins() {
    return amount.multiply(rate).setScale(decimals, RoundingMode.DOWN);
  }

  enum State {
    OPEN,
    /** The transfer has come, and is being credited. */
    ARRIVED,
    CREDITED,
    /** Its time is over; an operator can still credit it. */
    EXPIRED
  }
}
