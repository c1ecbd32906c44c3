package io.berth.pay.ledger;

import io.berth.pay.PayDatabase;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Money moving in a few words. */
final class LedgerFixture {

  static final long MERCHANT = LedgerTransactions.MERCHANT;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  /** Database function that posts a single transaction. */
  enum Way {
    POST_TRANSACTION,
    POST_BATCH
  }

  final PayDatabase database;

  private final Way way;

  /** Of the loop that was made last. */
  SimpleMeterRegistry meters = new SimpleMeterRegistry();

  final PostingLoop ledger;

  LedgerFixture() {
    this(Way.POST_TRANSACTION);
  }

  LedgerFixture(Way way) {
    this(PayDatabase.fresh(), way);
  }

  LedgerFixture(PayDatabase database) {
    this(database, Way.POST_TRANSACTION);
  }

  private LedgerFixture(PayDatabase database, Way way) {
    this.database = database;
    this.way = way;
    this.ledger = loop(256, 2, 4096);
    run("insert into coins (id, code, decimals) values (1, 'usdt', 6)");
    run("select mark_app_account(%s, '%s')".formatted(MERCHANT, LedgerTransactions.APP));
  }

  PostingOutcome transfer(String reference, long uid, String amount) {
    return post(LedgerTransactions.transfer(reference, uid, amount));
  }

  PostingOutcome pays(String tradeNo, long uid, String amount, String fee) {
    return post(LedgerTransactions.payment(tradeNo, uid, amount, fee));
  }

  PostingOutcome isPaid(String tradeNo, long uid, String amount, @Nullable String limit) {
    return post(LedgerTransactions.payout(tradeNo, uid, amount, limit));
  }

  PostingOutcome getsBack(String tradeNo, long orderId, String original, long uid, String amount) {
    return post(LedgerTransactions.refund(tradeNo, orderId, original, uid, amount));
  }

  PostingOutcome holds(String reference, long uid, String amount) {
    return post(LedgerTransactions.holding(reference, uid, amount));
  }

  PostingOutcome releases(String reference, long uid, String amount) {
    return post(LedgerTransactions.releasing(reference, uid, amount));
  }

  PostingOutcome post(LedgerTransaction transaction) {
    return switch (way) {
      case POST_TRANSACTION -> Objects.requireNonNull(ledger.post(transaction).block(MAX_WAIT));
      case POST_BATCH -> postTogether(List.of(transaction)).getFirst();
    };
  }

  /** As one batch, in this order. */
  List<PostingOutcome> postTogether(List<LedgerTransaction> transactions) {
    return Objects.requireNonNull(
        new PostBatchCall(database.client(), new JsonMapper()).post(transactions).block(MAX_WAIT));
  }

  /** A loop of its own, as another instance of the service has it. */
  PostingLoop loop(int batch, int flights, int queue) {
    return loop(batch, flights, queue, Duration.ofSeconds(10));
  }

  PostingLoop loop(int batch, int flights, int queue, Duration patience) {
    meters = new SimpleMeterRegistry();
    PostingLoop loop =
        new PostingLoop(
            database.client(),
            new JsonMapper(),
            new PostingProperties(batch, flights, queue, patience),
            meters,
            () -> {});
    loop.start();
    return loop;
  }

  long pendingOrder(String tradeNo, String amount, String lifetime) {
    return number(
            "select order_id::numeric from open_order('game', '%s', 1, %s, 0, null, null, 'device', 'state', 'http://merchant', '{}', interval '%s', 'request-1')"
                .formatted(tradeNo, amount, lifetime))
        .longValueExact();
  }

  static long orderId(PostingOutcome outcome) {
    return ((Posted) outcome).transferId();
  }

  BigDecimal balance(long uid) {
    return number(
        "select coalesce(sum(balance), 0) from accounts where kind = 'OPEN' and owner = " + uid);
  }

  BigDecimal held(long uid) {
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
        "select count(*)::numeric from accounts where kind not in ('ISSUER', 'BANK') and balance < frozen");
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
