package io.berth.api.order;

import io.berth.api.Realm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that amounts ask for in test, so that integrators see errors which otherwise need an
 * accident. They count for payments, payouts and returns in every coin.
 */
public enum SimulatedOutcome {
  /** The payer's balance does not suffice. */
  DECLINED("661"),
  /** It is posted, and its response is late. */
  SLOW("662"),
  /** It is posted, and its response is that nobody knows. */
  UNKNOWN("663"),
  /** The payer may not pay at present. */
  FROZEN("664");

  private static final Map<BigDecimal, SimulatedOutcome> BY_AMOUNT =
      Arrays.stream(values())
          .collect(Collectors.toMap(outcome -> outcome.amount, Function.identity()));

  private final BigDecimal amount;

  SimulatedOutcome(String amount) {
    this.amount = new BigDecimal(amount);
  }

  public BigDecimal amount() {
    return amount;
  }

  /** Null for amounts that ask for nothing, and for every amount of a live app. */
  public static @Nullable SimulatedOutcome of(String appId, BigDecimal amount) {
    return Realm.of(appId) == Realm.TEST ? BY_AMOUNT.get(amount.stripTrailingZeros()) : null;
  }
}
