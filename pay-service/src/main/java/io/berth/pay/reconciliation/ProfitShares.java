package io.berth.pay.reconciliation;

import io.berth.api.AccountKind;
import io.berth.api.reconciliation.ReconciliationOutcome.Profit;
import io.berth.dialect.api.App;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.pay.reconciliation.MerchantAnswer.ProfitRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves a day's profit from the app's account to its profit account: the only way in which a
 * company takes money out of it. The ledger knows each move by app, day, coin and account, so that
 * comparing a day again moves nothing twice, whatever the merchant reports then.
 */
@Component
class ProfitShares {
  private final Coins coins;
  private final Ledger ledger;
  private final AppAccounts accounts;
  private final DatabaseClient database;

  ProfitShares(Coins coins, Ledger ledger, AppAccounts accounts, DatabaseClient database) {
    this.coins = coins;
    this.ledger = ledger;
    this.accounts = accounts;
    this.database = database;
  }

  Mono<List<Profit>> move(App app, Day day, List<ProfitRow> reported, String requestId) {
    return Flux.fromIterable(reported)
        .filter(row -> row.amount().signum() > 0)
        .concatMap(row -> move(app, day, row, requestId))
        .collectList();
  }

  private Mono<Profit> move(App app, Day day, ProfitRow row, String requestId) {
    AccountKind kind = row.account().equals("coin2coin") ? AccountKind.COIN : AccountKind.OPEN;
    Long profitUid = app.accounts().profitUid();
    if (profitUid == null || profitUid == app.accounts().adminUid()) {
      return Mono.just(profit(row, kind, "no-account", null));
    }
    return coins
        .byCode(row.coin())
        .filter(coin -> app.policy().coins().contains(coin.code()) && isAmount(row, coin))
        .flatMap(
            coin -> {
              Account to = Account.of(profitUid, kind);
              Posting posting =
                  new Posting(
                      Account.of(app.accounts().adminUid(), kind), to, row.amount(), coin.id());
              LedgerTransaction share =
                  new LedgerTransaction(
                      new LedgerTransaction.Target.InternalTransfer(
                          reference(day, row), Purpose.profitShare(app.appId())),
                      null,
                      null,
                      List.of(posting),
                      requestId);
              return accounts
                  .ready(app)
                  .then(Mono.defer(() -> ledger.post(share)))
                  .flatMap(outcome -> profit(outcome, row, kind, profitUid, coin));
            })
        .defaultIfEmpty(profit(row, kind, "not-allowed", null));
  }

  private Mono<Profit> profit(
      PostingOutcome outcome, ProfitRow row, AccountKind kind, long profitUid, Coin coin) {
    return switch (outcome) {
      case PostingOutcome.Posted(long transferId, _) ->
          Mono.just(profit(row, kind, "posted", transferId));
      case PostingOutcome.Exists(long transferId) ->
          moved(transferId, profitUid, kind, coin)
              .map(
                  amount ->
                      profit(
                          new ProfitRow(row.coin(), row.account(), amount),
                          kind,
                          "posted",
                          transferId));
      case PostingOutcome.TooLittle _, PostingOutcome.Frozen _ ->
          Mono.just(profit(row, kind, "too-little", null));
      case PostingOutcome.Overloaded _ -> Mono.just(profit(row, kind, "busy", null));
      case PostingOutcome.NotAllowed _,
          PostingOutcome.OverLimit _,
          PostingOutcome.OverCap _,
          PostingOutcome.WrongState _ ->
          throw new IllegalStateException("profit share: " + outcome);
    };
  }

  /**
   * What was moved when it was: the merchant may report something else by now. A transfer's id says
   * when that was, so that not all of the account's entries are read.
   */
  private Mono<BigDecimal> moved(long transferId, long profitUid, AccountKind kind, Coin coin) {
    return database
        .sql(
            """
            select coalesce(sum(e.balance_change), 0) as moved
            from accounts a join entries e on e.account_id = a.id,
              order_time(:transfer) as posted
            where a.owner = :owner and a.kind = :kind and a.coin_id = :coin
              and e.transfer_id = :transfer
              and e.posted_at between posted - interval '1 minute' and posted + interval '1 minute'
            """)
        .bind("owner", profitUid)
        .bind("kind", kind.name())
        .bind("coin", coin.id())
        .bind("transfer", transferId)
        .map(found -> Objects.requireNonNull(found.get("moved", BigDecimal.class)))
        .one();
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
