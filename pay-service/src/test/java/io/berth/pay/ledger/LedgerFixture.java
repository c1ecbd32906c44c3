package io.berth.pay.ledger;

import io.berth.api.AccountKind;
import io.berth.api.Direction;
import io.berth.pay.PayDatabase;
import io.berth.pay.ledger.SettleOutcome.Posted;
import io.berth.pay.ledger.Settlement.PayoutLimit;
import io.berth.pay.ledger.Settlement.Refund;
import io.berth.pay.ledger.Settlement.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Money moving in a few words. */
final class LedgerFixture {

  static final int COIN = 1;
  static final long MERCHANT = 999;
  static final String APP = "game";
  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  final PayDatabase database = PayDatabase.fresh();
  final Ledger ledger = new OneCallLedger(database.client(), new JsonMapper());

  LedgerFixture() {
    run("insert into coins (id, code, decimals) values (1, 'usdt', 6)");
  }

  SettleOutcome gift(String reference, long uid, String amount) {
    return settle(
        new Target.Gift(reference),
        null,
        null,
        new Posting(Account.issuer(), open(uid), new BigDecimal(amount), COIN));
  }

  SettleOutcome pays(String tradeNo, long uid, String amount, String cut) {
    List<Posting> postings = new ArrayList<>();
    BigDecimal commission = new BigDecimal(cut);
    BigDecimal whole = new BigDecimal(amount);
    postings.add(new Posting(open(uid), open(MERCHANT), whole.subtract(commission), COIN));
    if (commission.signum() > 0) {
      postings.add(new Posting(open(uid), Account.commission(MERCHANT), commission, COIN));
    }
    return settle(
        draft(tradeNo, uid, whole, commission, Direction.USER_TO_APP),
        null,
        null,
        postings.toArray(Posting[]::new));
  }

  SettleOutcome isPaid(String tradeNo, long uid, String amount, @Nullable String limit) {
    return settle(
        draft(tradeNo, uid, new BigDecimal(amount), BigDecimal.ZERO, Direction.APP_TO_USER),
        new PayoutLimit(TODAY, limit == null ? null : new BigDecimal(limit)),
        null,
        new Posting(open(MERCHANT), open(uid), new BigDecimal(amount), COIN));
  }

  SettleOutcome getsBack(String tradeNo, long orderId, String original, long uid, String amount) {
    return settle(
        draft(tradeNo, uid, new BigDecimal(amount), BigDecimal.ZERO, Direction.APP_TO_USER),
        null,
        new Refund(orderId, original, true),
        new Posting(open(MERCHANT), open(uid), new BigDecimal(amount), COIN));
  }

  SettleOutcome freezes(String reference, long uid, String amount) {
    return settle(
        new Target.Gift(reference),
        null,
        null,
        new Posting(open(uid), open(uid).frozen(), new BigDecimal(amount), COIN));
  }

  SettleOutcome thaws(String reference, long uid, String amount) {
    return settle(
        new Target.Gift(reference),
        null,
        null,
        new Posting(open(uid).frozen(), open(uid), new BigDecimal(amount), COIN));
  }

  SettleOutcome settle(
      Target target, @Nullable PayoutLimit limit, @Nullable Refund refund, Posting... postings) {
    return Objects.requireNonNull(
        ledger
            .settle(new Settlement(target, limit, refund, List.of(postings), "request"))
            .block(Duration.ofSeconds(20)));
  }

  static Target draft(
      String tradeNo, long uid, BigDecimal amount, BigDecimal cut, Direction direction) {
    return new Target.NewOrder(
        new OrderDraft(
            APP, tradeNo, uid, null, COIN, amount, cut, direction, AccountKind.OPEN, Map.of()));
  }

  static Account open(long uid) {
    return Account.of(uid, AccountKind.OPEN);
  }

  static long orderId(SettleOutcome outcome) {
    return ((Posted) outcome).transferId();
  }

  BigDecimal balance(long uid) {
    return number(
        "select coalesce(sum(balance), 0) from accounts where kind = 'OPEN' and owner = " + uid);
  }

  BigDecimal frozen(long uid) {
    return number(
        "select coalesce(sum(frozen), 0) from accounts where kind = 'OPEN' and owner = " + uid);
  }

  BigDecimal number(String sql) {
    return Objects.requireNonNull(
        database
            .client()
            .sql(sql)
            .map(row -> Objects.requireNonNull(row.get(0, BigDecimal.class)))
            .one()
            .block(Duration.ofSeconds(20)));
  }

  void run(String sql) {
    database.client().sql(sql).then().block(Duration.ofSeconds(20));
  }

  /** The books as they have to be after whatever happened. */
  void assertBooksAreRight() {
    assertZero("select coalesce(sum(balance), 0) from accounts");
    assertZero("select coalesce(sum(balance_change), 0) from entries");
    assertZero(
        "select count(*)::numeric from accounts where kind <> 'ISSUER' and balance < frozen");
    assertZero(
        """
        select count(*)::numeric from accounts a join (
          select account_id, sum(balance_change) as balance, sum(frozen_change) as frozen,
                 count(*) as entries, max(number) as highest
            from entries group by account_id) e on e.account_id = a.id
         where a.balance <> e.balance or a.frozen <> e.frozen
            or a.entries <> e.entries or a.entries <> e.highest
        """);
    assertZero(
        """
        select count(*)::numeric from orders o
         where (select count(*) from outbox b where b.order_id = o.id)
               <> case when o.status = 'PENDING' then 0 else 1 end
            or (o.status = 'PAID')
               <> exists (select 1 from entries e where e.transfer_id = o.id)
        """);
  }

  private void assertZero(String sql) {
    if (number(sql).signum() != 0) {
      throw new AssertionError(number(sql) + " is what this gives: " + sql);
    }
  }
}
