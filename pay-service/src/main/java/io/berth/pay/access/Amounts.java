package io.berth.pay.access;

import io.berth.api.ErrorCode;
import io.berth.dialect.api.App;
import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Exact decimals, never rounded in anybody's favour but the payer's. */
public final class Amounts {

  // numeric(38,18) holds 20 digits before the point; sums over accounts need some of them.
  private static final int MOST_INTEGER_DIGITS = 16;

  private Amounts() {}

  /**
   * @throws Refused where it is not positive, has more fraction digits than the coin, or is absurd
   */
  public static void check(BigDecimal amount, Coin coin) {
    if (!fits(amount, coin)) {
      throw Refused.because(
          ErrorCode.BAD_PARAMETER,
          "not an amount of " + coin.code() + ": " + amount.stripTrailingZeros());
    }
  }

  /** Whether it is positive, has no more fraction digits than the coin, and is not absurd. */
  public static boolean fits(BigDecimal amount, Coin coin) {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.signum() > 0
        && plain.scale() <= coin.decimals()
        && plain.precision() - plain.scale() <= MOST_INTEGER_DIGITS;
  }

  /** The platform's fee ({@code protocols/README.md}, cut). */
  public static BigDecimal fee(BigDecimal amount, App app, Coin coin) {
    return share(amount, app.policy().cutRate(), coin);
  }

  /** A part of an amount, rounded down to the coin's decimals. */
  public static BigDecimal share(BigDecimal amount, BigDecimal rate, Coin coin) {
    return canonical(amount.multiply(rate).setScale(coin.decimals(), RoundingMode.DOWN));
  }

  /** Without trailing zeros or exponent. */
  public static BigDecimal canonical(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
