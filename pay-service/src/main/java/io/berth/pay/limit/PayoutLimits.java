package io.berth.pay.limit;

import io.berth.dialect.api.App;
import io.berth.pay.coin.Coin;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Finds the limit that a payout counts towards. */
@Component
public class PayoutLimits {
  private final DayProperties day;
  private final InstantSource clock;

  PayoutLimits(DayProperties day, InstantSource clock) {
    this.day = day;
    this.clock = clock;
  }

  public PayoutLimit today(App app, Coin coin) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), day.zone());
    return new PayoutLimit(today, app.policy().dailyPayoutLimit().get(coin.code()));
  }
}
