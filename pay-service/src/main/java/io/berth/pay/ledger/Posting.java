package io.berth.pay.ledger;

import io.berth.api.Realm;
import java.math.BigDecimal;

/**
 * An amount on its way from one account to another.
 *
 * @param amount positive, at most 18 decimals
 * @param coinId the asset
 */
public record Posting(Account source, Account destination, BigDecimal amount, int coinId) {

  private static final int MOST_DECIMALS = 18;

  public Posting {
    if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException("not an amount to post: " + amount.toPlainString());
    }
    if (source.equals(destination)) {
      throw new IllegalArgumentException("posting from an account to itself");
    }
    if (Realm.of(source.owner()) != Realm.of(destination.owner())) {
      throw new IllegalArgumentException("posting between live and test");
    }
  }
}
