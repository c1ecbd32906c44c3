package io.berth.pay.reconciliation;

import io.berth.api.AccountKind;
import io.berth.api.ReconciliationOutcome.Profit;
import io.berth.dialect.App;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.SettleOutcome;
import io.berth.pay.ledger.Settlement;
import io.berth.pay.reconciliation.MerchantAnswer.ProfitRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves a day's profit from the admin account to the app's profit account: the only way in which an
 * admin account's money is taken out. The ledger knows each move by app, day, coin and account, so
 * that comparing a day again moves nothing twice, whatever the merchant reports then.
 */
@Component
class ProfitShares {
  private final Coins coins;
  private final Ledger ledger;

  ProfitShares(Coins coins, Ledger ledger) {
    this.coins = coins;
    this.ledger = ledger;
  }

  Mono<List<Profit>> move(App app, Day day, List<ProfitRow> reported, String requestId) {
    return Flux.fromIterable(reported)
        .filter(row -> row.amount().signum() > 0)
        .concatMap(row -> move(app, day, row, requestId))
        .collectList();
  }

  private Mono<Profit> move(App app, Day day, ProfitRow row, String requestId) {
    AccountKind kind = row.account().equals("coin2coin") ? AccountKind.COIN : AccountKind.OPEN;
    Long profitUid = app.profitUid();
    if (profitUid == null || profitUid == app.adminUid()) {
      return Mono.just(profit(row, kind, "no-account", null));
    }
    return coins
        .byCode(row.coin())
        .filter(coin -> app.coins().contains(coin.code()) && isAmount(row, coin))
        .flatMap(
            coin ->
                ledger.settle(
                    new Settlement(
                        new Settlement.Target.Gift(reference(day, row)),
                        null,
                        null,
                        List.of(
                            new Posting(
                                Account.of(app.adminUid(), kind),
                                Account.of(profitUid, kind),
                                row.amount(),
                                coin.id())),
                        requestId)))
        .map(
            outcome ->
                switch (outcome) {
                  case SettleOutcome.Posted(long transferId, _) ->
                      profit(row, kind, "posted", transferId);
                  case SettleOutcome.Exists(long transferId) ->
                      profit(row, kind, "posted", transferId);
                  case SettleOutcome.TooLittle _, SettleOutcome.Frozen _ ->
                      profit(row, kind, "too-little", null);
                  case SettleOutcome.Overloaded _ -> profit(row, kind, "busy", null);
                  case SettleOutcome.OverLimit _,
                      SettleOutcome.OverCap _,
                      SettleOutcome.WrongState _ ->
                      throw new IllegalStateException("profit share: " + outcome);
                })
        .defaultIfEmpty(profit(row, kind, "not-allowed", null));
  }

  private static boolean isAmount(ProfitRow row, Coin coin) {
    try {
      Amounts.check(row.amount(), coin);
      return true;
    } catch (Refused notOne) {
      return false;
    }
  }

  private static String reference(Day day, ProfitRow row) {
    return "profit/%s/%s/%s/%s".formatted(day.appId(), day.date(), row.coin(), row.account());
  }

  private static Profit profit(
      ProfitRow row, AccountKind kind, String state, @Nullable Long transferId) {
    return new Profit(row.coin(), kind, Amounts.canonical(row.amount()), state, transferId);
  }
}
