package io.berth.pay.appaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.api.app.AccountMoveOutcome.AccountMove;
import io.berth.api.order.Direction;
import io.berth.pay.FakeDid;
import io.berth.pay.PayDatabase;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.OrderAmount;
import io.berth.pay.ledger.OrderDraft;
import io.berth.pay.ledger.OrderUser;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingLoop;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.PostingProperties;
import io.berth.pay.ledger.Purpose;
import io.berth.pay.ledgeraudit.AuditQueries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Moves money of apps out of accounts that people held for them, as old data has it. */
class AccountMigrationIntegrationTests {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final long BOSS = 2_000_000;
  private static final long SINGLE = 2_000_001;
  private static final long PLAYER = 2_000_002;
  private static final long ALPHA = 3_000_000;
  private static final long BETA = 3_000_001;
  private static final long GAMMA = 3_000_002;

  private final PayDatabase database = PayDatabase.fresh();
  private final FakeDid did = new FakeDid();
  private final PostingLoop ledger =
      new PostingLoop(
          database.client(),
          new JsonMapper(),
          new PostingProperties(64, 2, 1000, Duration.ofSeconds(10)),
          new SimpleMeterRegistry(),
          () -> {});

  /** An account was shared and used as the former code did: nothing was marked or guarded. */
  @BeforeEach
  void oldBooks() {
    ledger.start();
    database.installPostOne();
    run("insert into coins (id, code, decimals) values (1, 'usdt', 6)");
    transfer("bootstrap/@player/coin/usdt", PLAYER, "1000");
    transfer("bootstrap/single/coin/usdt", SINGLE, "10");
    did.accountMoves.add(new AccountMove("alpha", BOSS, ALPHA, true));
    did.accountMoves.add(new AccountMove("beta", BOSS, BETA, true));
    did.accountMoves.add(new AccountMove("single", SINGLE, GAMMA, false));
  }

  @AfterEach
  void booksAreRight() {
    assertThat(number("select coalesce(sum(balance), 0) from accounts")).isEqualByComparingTo("0");
    assertThat(database.client().sql(AuditQueries.FULL).fetch().all().collectList().block(MAX_WAIT))
        .as("what the auditor finds")
        .isEmpty();
    ledger.stop();
    database.close();
  }

  private AccountMigration migration(Ledger posting) {
    var client = database.client();
    var transaction =
        TransactionalOperator.create(new R2dbcTransactionManager(database.connections()));
    return new AccountMigration(
        client,
        new MovePlans(client, transaction, new BalanceOwners(client)),
        posting,
        did,
        new SimpleMeterRegistry());
  }

  private void migrate() {
    migration(ledger).run().block(MAX_WAIT);
  }

  private void run(String sql) {
    database.client().sql(sql).then().block(MAX_WAIT);
  }

  private BigDecimal number(String sql) {
    return Objects.requireNonNull(
        database
            .client()
            .sql(sql)
            .map(row -> Objects.requireNonNull(row.get(0, BigDecimal.class)))
            .one()
            .block(MAX_WAIT));
  }

  private List<String> texts(String sql) {
    return Objects.requireNonNull(
        database
            .client()
            .sql(sql)
            .map(row -> Objects.requireNonNull(row.get(0, String.class)))
            .all()
            .collectList()
            .block(MAX_WAIT));
  }

  private BigDecimal balance(long owner, String kind) {
    return number(
        "select coalesce(sum(balance), 0) from accounts where owner = %s and kind = '%s'"
            .formatted(owner, kind));
  }

  private void post(LedgerTransaction transaction) {
    assertThat(ledger.post(transaction).block(MAX_WAIT)).isInstanceOf(PostingOutcome.Posted.class);
  }

  private void transfer(String reference, long uid, String amount) {
    transfer(reference, Account.issuer(Realm.LIVE), Account.of(uid, AccountKind.COIN), amount);
  }

  private void transfer(String reference, Account from, Account to, String amount) {
    post(
        new LedgerTransaction(
            new Target.InternalTransfer(reference, Purpose.of(Purpose.Type.CORRECTION)),
            null,
            null,
            List.of(new Posting(from, to, new BigDecimal(amount), 1)),
            "request-1"));
  }

  /** The player pays into the shared account, for one of its apps. */
  private void pays(String app, String tradeNo, long account, String amount, String fee) {
    List<Posting> postings = new ArrayList<>();
    Account payer = Account.of(PLAYER, AccountKind.COIN);
    BigDecimal commission = new BigDecimal(fee);
    postings.add(
        new Posting(
            payer,
            Account.of(account, AccountKind.COIN),
            new BigDecimal(amount).subtract(commission),
            1));
    if (commission.signum() > 0) {
      postings.add(new Posting(payer, Account.commission(account), commission, 1));
    }
    post(
        new LedgerTransaction(
            new Target.NewOrder(
                draft(
                    app, tradeNo, PLAYER, new OrderAmount(1, new BigDecimal(amount), commission))),
            null,
            null,
            postings,
            "request-1"));
  }

  private static OrderDraft draft(String app, String tradeNo, long payer, OrderAmount amount) {
    return new OrderDraft(
        app,
        tradeNo,
        new OrderUser(payer, null),
        amount,
        Direction.USER_TO_APP,
        AccountKind.COIN,
        Map.of());
  }

  /** As a payout was posted before accounts were marked: by the function that guards nothing. */
  private void paysOut(String app, String tradeNo, long account, long payee, String amount) {
    run(
        """
        select post_one('NEW_ORDER', null, null, '%s', '%s', %s, null, 1, %s, 0, 'APP_TO_USER',
          'COIN', '{}', null, null, false, null, null, array[%s, %s]::bigint[],
          array['COIN', 'COIN'], array[1, 1], array[-%s, %s]::numeric[], array[0, 0]::numeric[],
          'request-1')
        """
            .formatted(app, tradeNo, payee, amount, account, payee, amount, amount));
  }

  @Test
  void whatAnAccountOfOneAppHeldGoesToTheAppAsAWhole() {
    pays("single", "s1", SINGLE, "20", "0.2");
    transfer("adjustment/1", SINGLE, "3");

    migrate();

    assertThat(balance(GAMMA, "COIN")).isEqualByComparingTo("32.8");
    assertThat(balance(GAMMA, "COMMISSION")).isEqualByComparingTo("0.2");
    assertThat(balance(SINGLE, "COIN")).isEqualByComparingTo("0");
    assertThat(texts("select reference from account_moves where former_uid = " + SINGLE))
        .containsExactlyInAnyOrder(
            "migration/single/usdt/coin", "migration/single/usdt/commission");
    assertThat(texts("select reference from gifts where reference like 'migration/single/%'"))
        .hasSize(2);
  }

  @Test
  void aSharedAccountIsDividedByEachAppsOwnEntries() {
    pays("alpha", "a1", BOSS, "100", "1");
    pays("beta", "b1", BOSS, "50", "0.5");
    paysOut("alpha", "a2", BOSS, PLAYER, "9");
    paysOut("elsewhere", "e1", PLAYER, BOSS, "7");
    transfer("bootstrap/@boss/coin/usdt", BOSS, "5");
    transfer("bootstrap/beta/coin/usdt", BOSS, "2");

    migrate();

    assertThat(balance(ALPHA, "COIN")).isEqualByComparingTo("90");
    assertThat(balance(BETA, "COIN")).isEqualByComparingTo("51.5");
    assertThat(balance(BOSS, "COIN")).as("the person's own").isEqualByComparingTo("12");
    assertThat(balance(BOSS, "SUSPENSE")).isEqualByComparingTo("0");
    assertThat(balance(ALPHA, "COMMISSION")).isEqualByComparingTo("1");
    assertThat(balance(BETA, "COMMISSION")).isEqualByComparingTo("0.5");
    assertThat(balance(BOSS, "COMMISSION")).isEqualByComparingTo("0");
  }

  @Test
  void moneyOfUnclearOwnershipWaitsInASuspenseAccount() {
    pays("alpha", "a1", BOSS, "100", "0");
    pays("beta", "b1", BOSS, "50", "0");
    transfer("adjustment/7", BOSS, "11");

    migrate();

    assertThat(balance(ALPHA, "COIN")).isEqualByComparingTo("100");
    assertThat(balance(BETA, "COIN")).isEqualByComparingTo("50");
    assertThat(balance(BOSS, "SUSPENSE")).isEqualByComparingTo("11");
    assertThat(balance(BOSS, "COIN")).isEqualByComparingTo("0");
    assertThat(texts("select reference from gifts where reference like 'migration/suspense/%'"))
        .containsExactly("migration/suspense/" + BOSS + "/usdt/coin");
  }

  @Test
  void whatOneAppTookFromTheOtherIsNotInventedAnew() {
    pays("alpha", "a1", BOSS, "100", "0");
    paysOut("beta", "b1", BOSS, PLAYER, "60");

    migrate();

    assertThat(balance(ALPHA, "COIN")).isEqualByComparingTo("40");
    assertThat(balance(BETA, "COIN")).isEqualByComparingTo("0");
  }

  @Test
  void interruptedAtEveryStepAndRepeatedItComesToTheSame() {
    pays("alpha", "a1", BOSS, "100", "1");
    pays("beta", "b1", BOSS, "50", "0.5");
    transfer("adjustment/7", BOSS, "11");
    pays("single", "s1", SINGLE, "20", "0.2");
    // Seven moves: three of COIN, one of SUSPENSE, three of COMMISSION. The ledger posts the n-th,
    // and then the response is lost, or it is lost before anything was posted.
    for (int broken = 0; broken < 8; broken++) {
      boolean before = broken % 2 == 0;
      AccountMigration interrupted = migration(breaking(broken, before));
      if (broken < 7) {
        assertThatThrownBy(() -> interrupted.run().block(MAX_WAIT)).hasMessageContaining("crash");
      } else {
        interrupted.run().block(MAX_WAIT);
      }
      assertThat(number("select coalesce(sum(balance), 0) from accounts"))
          .isEqualByComparingTo("0");
    }

    assertThat(balance(ALPHA, "COIN")).isEqualByComparingTo("99");
    assertThat(balance(BETA, "COIN")).isEqualByComparingTo("49.5");
    assertThat(balance(BOSS, "SUSPENSE")).isEqualByComparingTo("11");
    assertThat(balance(GAMMA, "COIN")).isEqualByComparingTo("29.8");
    assertThat(balance(BOSS, "COIN").add(balance(SINGLE, "COIN"))).isEqualByComparingTo("0");
    assertThat(did.accountMoves).as("did-service was told").isEmpty();
    assertThat(texts("select reference from account_moves where state <> 'POSTED'")).isEmpty();
  }

  /** Works for so many moves in all, posted before or not, and breaks at the next. */
  private Ledger breaking(int after, boolean beforePosting) {
    int[] seen = {0};
    int works = beforePosting ? 0 : 1;
    return transaction -> {
      boolean breaks = after < 7 && seen[0]++ >= works;
      Mono<PostingOutcome> crash = Mono.error(new IllegalStateException("crash"));
      return breaks
          ? beforePosting ? crash : ledger.post(transaction).then(crash)
          : ledger.post(transaction);
    };
  }

  @Test
  void whatComesToThePersonAfterThePlanStaysThePersons() {
    pays("single", "s1", SINGLE, "20", "0");
    assertThatThrownBy(() -> migration(breaking(0, true)).run().block(MAX_WAIT))
        .hasMessageContaining("crash");
    transfer("adjustment/9", SINGLE, "4");

    migrate();

    assertThat(balance(GAMMA, "COIN")).isEqualByComparingTo("30");
    assertThat(balance(SINGLE, "COIN")).isEqualByComparingTo("4");
  }

  @Test
  void oneMoveThatTheAccountCannotPayAnyMoreHoldsUpNoOther() {
    pays("single", "s1", SINGLE, "20", "0");
    pays("alpha", "a1", BOSS, "100", "0");
    assertThatThrownBy(() -> migration(breaking(0, true)).run().block(MAX_WAIT))
        .hasMessageContaining("crash");
    transfer(
        "adjustment/10", Account.of(SINGLE, AccountKind.COIN), Account.issuer(Realm.LIVE), "1");

    migrate();

    assertThat(balance(ALPHA, "COIN")).isEqualByComparingTo("100");
    assertThat(texts("select reference from account_moves where state = 'REFUSED'"))
        .containsExactly("migration/single/usdt/coin");
    assertThat(balance(SINGLE, "COIN")).isEqualByComparingTo("29");
  }

  @Test
  void afterwardsTheAppsAccountIsGuardedAndThePersonsIsNot() {
    pays("alpha", "a1", BOSS, "100", "0");
    transfer("bootstrap/@boss/coin/usdt", BOSS, "5");
    migrate();

    assertThat(pay(ALPHA)).isEqualTo(new PostingOutcome.NotAllowed());
    assertThat(pay(BOSS)).isInstanceOf(PostingOutcome.Posted.class);
  }

  private @Nullable PostingOutcome pay(long uid) {
    return ledger
        .post(
            new LedgerTransaction(
                new Target.NewOrder(
                    draft("shop", "pay_" + uid, uid, OrderAmount.withoutFee(1, BigDecimal.ONE))),
                null,
                null,
                List.of(
                    new Posting(
                        Account.of(uid, AccountKind.COIN),
                        Account.of(PLAYER, AccountKind.COIN),
                        BigDecimal.ONE,
                        1)),
                "request-1"))
        .block(MAX_WAIT);
  }

  @Test
  void whoHasNothingToMoveIsDoneAtOnceAndAsksNoMore() {
    did.accountMoves.clear();
    migrate();
    did.asked.clear();
    migrate();
    assertThat(did.asked).isEmpty();
  }
}
