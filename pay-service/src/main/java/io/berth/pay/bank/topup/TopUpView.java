package io.berth.pay.bank.topup;

import io.berth.pay.access.Amounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A top-up as its person sees it. The template reads its methods. */
record TopUpView(TopUp topUp) {
  public long id() {
    return topUp.id();
  }

  public String amount() {
    return plain(topUp.amount()) + ' ' + topUp.currency();
  }

  public @Nullable String credited() {
    BigDecimal credited = topUp.credited();
    return credited == null ? null : plain(credited) + ' ' + coin();
  }

  /** Coins that the amount buys. */
  public String coins() {
    return plain(topUp.coins()) + ' ' + coin();
  }

  private String coin() {
    return topUp.coin().toUpperCase(Locale.ROOT);
  }

  public String state() {
    return topUp.state().name();
  }

  public String reference() {
    return CreditorReference.grouped(topUp.reference());
  }

  public Instant time() {
    return topUp.requestedAt();
  }

  public Instant expiry() {
    return topUp.expiresAt();
  }

  static String plain(BigDecimal amount) {
    return Amounts.canonical(amount).toPlainString();
  }
}
