package io.berth.pay.reconciliation;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome;
import io.berth.api.reconciliation.ReconciliationOutcome.Problem;
import io.berth.api.reconciliation.ReconciliationOutcome.Profit;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFound;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliations;
import io.berth.api.reconciliation.ReconciliationOutcome.Row;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.reconciliation.allow-private-addresses=true",
      "berth.pay.reconciliation.look=1h"
    })
class ReconciliationIntegrationTests {
  private static final long OWNER = 8_000_000;
  private static final long PROFIT = 8_000_001;
  private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  @Autowired Merchant merchant;
  @Autowired DailyReconciliation daily;
  @Autowired io.berth.pay.reconciliation.Reconciliations reconciliations;
  @Autowired FakeDid did;

  private final Books books = new Books();

  @BeforeEach
  void open(TestDatabase database) {
    merchant.opens();
    merchant.changes(profitable(FakeApps.app(Merchant.APP)));
    database.execute(
        "update orders set app_id = 'done' where app_id = 'testapp';"
            + "delete from gifts where reference like 'profit/%';"
            + "delete from reconciliations; delete from reconciliation_settings");
    did.users.put(PROFIT, "");
    long uid = merchant.player("100", 12);
    merchant.pays(unique("a"), uid, "1.25");
    merchant.pays(unique("b"), uid, "2");
    merchant.charges(unique("c"), uid, "3.000001");
    database.execute(
        "update orders set settled_at = settled_at - interval '1 day' where app_id = 'testapp'");
    // The day before's id range bounds what is looked at: an order waits a day at most.
    database.execute(
        "update orders set id = order_id_at(settled_at) + id % 4096 where app_id = 'testapp'");
  }

  @AfterEach
  void close() {
    books.close();
  }

  private static String unique(String name) {
    return name + "_" + System.nanoTime();
  }

  private static App profitable(App app) {
    return new App(
        app.appId(),
        app.dialect(),
        new AppProfile(
            app.profile().version() + 1,
            true,
            app.profile().name(),
            new AppCompany(app.profile().company().id(), true, app.profile().company().name())),
        new AppAccounts(app.accounts().adminUid(), PROFIT),
        new AppLinks(app.links().redirectUrls(), app.links().entry(), app.links().callbackUrl()),
        new AppPolicy(
            app.policy().scopes(),
            Set.of(),
            app.policy().coins(),
            app.policy().cutRate(),
            Map.of(),
            false,
            false),
        new App.Credentials(
            app.credentials().keys(), app.credentials().settings(), app.credentials().secrets()));
  }

  private static String row(String direction, String account, String volume, String count) {
    return String.format(
        Locale.ROOT,
        """
    {"year":%d,"month":"%d","day":%d,"coin_code":"usdt","total_volume":%s,"total_count":%s,
     "direction":"%s","account_type":"%s"}\
    """,
        DAY.getYear(),
        DAY.getMonthValue(),
        DAY.getDayOfMonth(),
        volume,
        count,
        direction,
        account);
  }

  private static String answer(String... rows) {
    return "{\"ok\":true,\"msg\":\"\",\"Data\":[" + String.join(",", rows) + "]}";
  }

  private static String profit(String volume) {
    return String.format(
        Locale.ROOT,
        """
    {"year":%d,"month":%d,"day":%d,"coin_code":"usdt","total_profit_volume":%s,
     "account_type":"coin2coin"}\
    """,
        DAY.getYear(),
        DAY.getMonthValue(),
        DAY.getDayOfMonth(),
        volume);
  }

  private void settings(boolean profit) {
    assertThat(
            merchant.does(
                new SetReconciliation(
                    books.url("/books"), profit ? books.url("/profit") : null, null),
                person(OWNER)))
        .isEqualTo(new Outcome.Done());
  }

  private ReconciliationFound compare() {
    return (ReconciliationFound) merchant.does(new Reconcile(DAY), person(OWNER));
  }

  private void agreeing() {
    books.answers(
        "/books",
        answer(
            row("app2user", "coin2coin", "\"3.250\"", "2"),
            row("user2app", "open2open", "3.000001", "\"1\""),
            row("user2app", "coin2coin", "0", "0")));
  }

  @Test
  void keepsOurTotalsWhereTheMerchantHasNoBooks() {
    ReconciliationFound found = compare();
    assertThat(found.reconciliation().state()).isEqualTo(State.TOTALS_ONLY);
    assertThat(found.rows())
        .containsExactly(
            new Row("usdt", "app2user", "coin2coin", new BigDecimal("3.25"), 2L, null, null, false),
            new Row(
                "usdt",
                "user2app",
                "open2open",
                new BigDecimal("3.000001"),
                1L,
                null,
                null,
                false));
  }

  @Test
  void movesTheProfitOnceWhereBothAgree() {
    settings(true);
    agreeing();
    books.answers("/profit", answer(profit("0.75")));
    BigDecimal before = merchant.balance(FakeApps.ADMIN, AccountKind.COIN);
    BigDecimal had = merchant.balance(PROFIT, AccountKind.COIN);

    ReconciliationFound found = compare();
    assertThat(found.reconciliation().state()).isEqualTo(State.AGREED);
    assertThat(found.rows()).noneMatch(Row::differs);
    assertThat(found.profits())
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.state()).isEqualTo("posted");
              assertThat(moved.amount()).isEqualByComparingTo("0.75");
            });
    assertThat(books.asked.peek())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "/books {\"year\":%d,\"month\":%d,\"day\":%d}",
                DAY.getYear(),
                DAY.getMonthValue(),
                DAY.getDayOfMonth()));

    books.answers("/profit", answer(profit("99")));
    ReconciliationFound again = compare();
    assertThat(again.reconciliation().attempts()).isEqualTo(2);
    assertThat(again.profits())
        .as("what was moved, not what is reported now")
        .isEqualTo(found.profits());
    BigDecimal moved = new BigDecimal("0.75");
    assertThat(merchant.balance(FakeApps.ADMIN, AccountKind.COIN))
        .isEqualByComparingTo(before.subtract(moved));
    assertThat(merchant.balance(PROFIT, AccountKind.COIN)).isEqualByComparingTo(had.add(moved));
  }

  @Test
  void movesNothingWhereARowDiffersAndShowsIt() {
    settings(true);
    books.answers(
        "/books",
        answer(
            row("app2user", "coin2coin", "3.250000000000000001", "2"),
            row("user2app", "open2open", "3.000001", "1"),
            row("user2app", "coin2coin", "5", "1")));
    books.answers("/profit", answer(profit("1")));
    BigDecimal before = merchant.balance(FakeApps.ADMIN, AccountKind.COIN);
    ReconciliationFound found = compare();
    assertThat(found.reconciliation().state()).isEqualTo(State.DIFFERENT);
    assertThat(found.rows().stream().filter(Row::differs).map(Row::direction))
        .containsExactly("user2app", "app2user");
    assertThat(found.reconciliation().differing()).isEqualTo(2);
    assertThat(books.asked).noneMatch(question -> question.startsWith("/profit"));
    assertThat(merchant.balance(FakeApps.ADMIN, AccountKind.COIN)).isEqualByComparingTo(before);
    assertThat(
            ((ReconciliationFailures)
                    merchant.does(new ReadReconciliationFailures(), person(OWNER)))
                .days())
        .extracting(ReconciliationOutcome.Reconciliation::day)
        .contains(DAY);
    assertThat(reconciliations.openDays().block()).isEqualTo(Map.of(State.DIFFERENT, 1L));
  }

  @Test
  void aNegativeProfitMovesNothingAndOneThatIsNotThereIsNotMoved() {
    settings(true);
    agreeing();
    books.answers("/profit", answer(profit("-1")));
    assertThat(compare().profits()).isEmpty();
    books.answers("/profit", answer(profit("999999999")));
    ReconciliationFound found = compare();
    assertThat(found.reconciliation().state()).isEqualTo(State.FAILED);
    assertThat(found.profits()).extracting(Profit::state).containsExactly("too-little");
  }

  @Test
  void failsInWordsWhereTheMerchantDoesNotRespondAsAgreed() {
    settings(false);
    assertThat(compare().reconciliation().problem())
        .isEqualTo(new Problem(Problem.Kind.STATUS, "404", false));
    answersWith("not json", Problem.Kind.NOT_JSON, "");
    answersWith("{\"ok\":false,\"msg\":\"closed\"}", Problem.Kind.NOT_OK, "closed");
    answersWith("{\"ok\":true,\"Data\":{}}", Problem.Kind.NO_ROWS, "1000");
    answersWith(
        answer(row("sideways", "coin2coin", "1", "1")),
        Problem.Kind.FIELD,
        "direction: \"sideways\"");
    answersWith(
        answer(row("user2app", "coin2coin", "\"1e\"", "1")),
        Problem.Kind.FIELD,
        "total_volume: \"1e\"");
    answersWith(
        answer(row("user2app", "coin2coin", "1", "1.5")), Problem.Kind.FIELD, "total_count: 1.5");
    answersWith(
        answer(row("user2app", "coin2coin", "1", "1"), row("user2app", "coin2coin", "1", "1")),
        Problem.Kind.REPEATED_ROW,
        "usdt user2app coin2coin");
    answersWith(
        answer(row("user2app", "coin2coin", "1", "1")).replace("\"day\":", "\"dday\":"),
        Problem.Kind.FIELD,
        "day");
    answersWith(
        answer(row("user2app", "coin2coin", "1", "1")).replace("\"year\":2", "\"year\":1"),
        Problem.Kind.OTHER_DAY,
        "");
  }

  private void answersWith(String answer, Problem.Kind kind, String detail) {
    books.answers("/books", answer);
    ReconciliationFound found = compare();
    assertThat(found.reconciliation().state()).as(answer).isEqualTo(State.FAILED);
    assertThat(found.reconciliation().problem())
        .as(answer)
        .isEqualTo(new Problem(kind, detail, false));
  }

  @Test
  void twoAtATimeAreOne() {
    settings(true);
    agreeing();
    books.answers("/profit", answer(profit("0.5")));
    BigDecimal had = merchant.balance(PROFIT, AccountKind.COIN);
    List<CompletableFuture<Outcome>> asked =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> merchant.does(new Reconcile(DAY), person(OWNER))))
            .toList();
    assertThat(asked.stream().map(CompletableFuture::join))
        .allSatisfy(
            outcome ->
                assertThat(
                        outcome instanceof ReconciliationFound
                            || outcome.equals(Outcome.Invalid.of("day", "running")))
                    .isTrue());
    assertThat(merchant.balance(PROFIT, AccountKind.COIN).subtract(had))
        .isBetween(BigDecimal.ZERO, new BigDecimal("0.5"));
  }

  @Test
  void comparesYesterdayByItselfFromTheConfiguredTimeOn() {
    settings(false);
    agreeing();
    ZonedDateTime midnight = DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC);
    daily.lookAt(midnight.plusMinutes(59)).block();
    assertThat(merchant.does(new ReadReconciliation(DAY), person(OWNER)))
        .isEqualTo(Outcome.Invalid.of("day", "unknown"));
    daily.lookAt(midnight.plusMinutes(60)).block();
    daily.lookAt(midnight.plusMinutes(61)).block();
    Reconciliations found =
        (Reconciliations) merchant.does(new ReadReconciliations(null), person(OWNER));
    assertThat(found.days())
        .filteredOn(day -> day.day().equals(DAY))
        .singleElement()
        .satisfies(
            day -> {
              assertThat(day.state()).isEqualTo(State.AGREED);
              assertThat(day.attempts()).isEqualTo(1);
            });
  }

  @Test
  void anAppMayHaveATimeOfItsOwn() {
    settings(false);
    agreeing();
    merchant.operator(new PutReconciliation("testapp", null, null, LocalTime.of(3, 30)));
    try {
      ZonedDateTime midnight = DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC);
      daily.lookAt(midnight.plusMinutes(3 * 60 + 29)).block();
      assertThat(merchant.does(new ReadReconciliation(DAY), person(OWNER)))
          .isEqualTo(Outcome.Invalid.of("day", "unknown"));
      daily.lookAt(midnight.plusMinutes(3 * 60 + 30)).block();
      assertThat(merchant.does(new ReadReconciliation(DAY), person(OWNER)))
          .isInstanceOf(ReconciliationFound.class);
      assertThat(
              ((Reconciliations) merchant.does(new ReadReconciliations(null), person(OWNER)))
                  .books()
                  .at())
          .isEqualTo(LocalTime.of(3, 30));
      assertThat(merchant.does(new PutReconciliation("testapp", "https://a.example/", null, null)))
          .isEqualTo(Outcome.Refusal.of(ErrorCode.NO_PERMISSION, "not for " + Caller.Kind.SERVER));
    } finally {
      settings(false);
    }
    assertThat(
            ((Reconciliations) merchant.does(new ReadReconciliations(null), person(OWNER)))
                .books()
                .at())
        .isNull();
  }

  @Test
  void refusesDaysThatAreNotOverAndAddressesThatAreNone() {
    assertThat(merchant.does(new Reconcile(DAY.plusDays(1)), person(OWNER)))
        .isEqualTo(Outcome.Invalid.of("day", "not-over"));
    for (String broken :
        List.of("ftp://books", "http:/books", "http://books:65536/", "http://books:25/")) {
      assertThat(merchant.does(new SetReconciliation(broken, null, null), person(OWNER)))
          .isEqualTo(Outcome.Invalid.of("url", "malformed"));
    }
  }
}
