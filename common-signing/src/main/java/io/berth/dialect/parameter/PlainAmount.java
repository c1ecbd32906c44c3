package io.berth.dialect.parameter;

import java.math.BigDecimal;

/** Amounts as merchants see them: {@code 1}, {@code 0.66}. */
public final class PlainAmount {
  private PlainAmount() {}

  public static String of(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
