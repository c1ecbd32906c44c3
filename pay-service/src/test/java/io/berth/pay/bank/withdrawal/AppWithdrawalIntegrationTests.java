package io.berth.pay.bank.withdrawal;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Realm;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.bank.AppWithdrawalCommand.ReadAppWithdrawals;
import io.berth.api.bank.AppWithdrawalCommand.RequestAppWithdrawal;
import io.berth.api.bank.AppWithdrawalCommand.SetAppBankAccount;
import io.berth.api.bank.AppWithdrawalCommand.SetWithdrawalSchedule;
import io.berth.api.bank.AppWithdrawalOutcome.AppWithdrawalsFound;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawableAmount;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankOutcome;
import io.berth.api.bank.BankOutcome.WithdrawalFile;
import io.berth.api.bank.BankOutcome.WithdrawalLine;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.bank.BankOutcome.WithdrawalsExported;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.bank.WithdrawalCommand.ExportWithdrawals;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawalFile;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.api.launch.LaunchState;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One euro is 1.1 usdt. */
@PayServiceTest
class AppWithdrawalIntegrationTests {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final Outcome DONE = new Outcome.Done();
  private static final String IBAN = "FR1420041010050500013M02606";
  private static final String OTHER_IBAN = "DE89370400440532013000";

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired AppWithdrawalSchedules schedules;

  private final int number = NUMBERS.incrementAndGet();
  private final long olivia = 6_300_000 + number;
  private final long oscar = 7_300_000 + number;
  private App app;
  private long account;

  @BeforeEach
  void anAppWithMoney(TestDatabase database) {
    merchant.opens();
    database.execute(
        "insert into bank_rates (coin_id, currency, rate) values (1, 'EUR', 1.1)"
            + " on conflict (coin_id) do update set rate = 1.1");
    app = FakeApps.app("withdraws" + number);
    account = app.accounts().adminUid();
    did.users.put(account, "");
    merchant.changes(app);
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + app.appId(), account, AccountKind.COIN, "usdt", new BigDecimal("100")));
  }

  private Outcome owner(Command command) {
    Caller owner = person(5_300_000 + number).withApp(app.appId(), "dragonex");
    return merchant.does(command, owner);
  }

  private Outcome asks(String money, String key) {
    return owner(new RequestAppWithdrawal("usdt", new BigDecimal(money), key));
  }

  private Outcome asks(String money) {
    return asks(money, UUID.randomUUID().toString());
  }

  private void hasAnAccount(TestDatabase database) {
    assertThat(owner(new SetAppBankAccount("fr14 2004 1010 0505 0001 3M02 606", "Sky Games SAS")))
        .isEqualTo(DONE);
    database.execute(
        "update app_bank_accounts set changed_at = changed_at - interval '24 hours' where app_id = '"
            + app.appId()
            + "'");
  }

  private AppWithdrawalsFound found() {
    return (AppWithdrawalsFound) owner(new ReadAppWithdrawals());
  }

  private WithdrawalLine latest() {
    return found().withdrawals().getFirst();
  }

  private BigDecimal balance() {
    return merchant.balance(account, AccountKind.COIN);
  }

  private Outcome decides(long operator, boolean approved) {
    return merchant.does(
        new DecideWithdrawal(latest().id(), approved, "looked at it"), person(operator));
  }

  private String exported() {
    WithdrawalsExported made =
        (WithdrawalsExported) merchant.does(new ExportWithdrawals(), person(olivia));
    Outcome file = merchant.does(new ReadWithdrawalFile(made.exportId()), person(olivia));
    return ((WithdrawalFile) file).file();
  }

  private void books(String amount, String endToEndId) {
    String file =
        "date,amount,currency,name,remittance,reference,end_to_end_id\n2026-12-01,%s,EUR,Sky,out,%s,%s\n"
            .formatted(amount, UUID.randomUUID(), endToEndId);
    merchant.does(
        new ImportBankStatement(
            Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8))),
        person(olivia));
  }

  @Test
  void anOwnerWithdrawsOnceAndTheBankPays(TestDatabase database) {
    assertThat(asks("50")).isEqualTo(Invalid.of("account", "missing"));
    hasAnAccount(database);
    assertThat(found().amounts())
        .containsExactly(
            new WithdrawableAmount("usdt", new BigDecimal("100"), new BigDecimal("90.90")));
    String key = UUID.randomUUID().toString();
    assertThat(asks("50", key)).isEqualTo(DONE);
    assertThat(asks("50", key)).as("the same form again").isEqualTo(DONE);
    assertThat(found().withdrawals()).hasSize(1);
    assertThat(latest().app()).isEqualTo(app.appId());
    assertThat(latest().state()).isEqualTo(WithdrawalState.HELD);
    assertThat(balance()).isEqualByComparingTo("45");
    assertThat(asks("41")).isEqualTo(Invalid.of("amount", "over-available"));

    assertThat(decides(olivia, true)).isEqualTo(DONE);
    String endToEndId = "BERTH-W" + latest().id();
    assertThat(exported())
        .contains(
            "<InstdAmt Ccy=\"EUR\">50.00</InstdAmt>",
            "<Nm>Sky Games SAS</Nm>",
            "<IBAN>" + IBAN + "</IBAN>",
            endToEndId);
    books("-50", endToEndId);
    await().atMost(MAX_WAIT).until(() -> latest().state() == WithdrawalState.PAID);
    assertThat(balance()).isEqualByComparingTo("45");
    assertThat(
            database.query(
                "select object from audit_log where action = 'app.withdraw' and object = 'app/"
                    + app.appId()
                    + "'"))
        .hasSize(1);
  }

  @Test
  void paymentsOfTheLastDaysStay(TestDatabase database) {
    hasAnAccount(database);
    merchant.charges("pending-" + number, merchant.player("30", 12), "20");
    assertThat(found().amounts().getFirst().available()).isEqualByComparingTo("100");
    assertThat(asks("91")).isEqualTo(Invalid.of("amount", "over-available"));
    assertThat(asks("90.9")).isEqualTo(DONE);
  }

  @Test
  void anOperatorGivesTheMoneyBack(TestDatabase database) {
    hasAnAccount(database);
    asks("50");
    assertThat(decides(oscar, false)).isEqualTo(DONE);
    await().atMost(MAX_WAIT).until(() -> latest().state() == WithdrawalState.REJECTED);
    assertThat(balance()).isEqualByComparingTo("100");
  }

  @Test
  void manyAtOnceTakeNoMoreThanThereIs(TestDatabase database) {
    hasAnAccount(database);
    List<Outcome> outcomes =
        Flux.range(0, 8)
            .flatMap(
                _ -> Mono.fromCallable(() -> asks("30")).subscribeOn(Schedulers.boundedElastic()),
                8)
            .collectList()
            .block(MAX_WAIT);
    assertThat(outcomes).filteredOn(DONE::equals).hasSize(3);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.equals(DONE))
        .containsOnly(Invalid.of("amount", "over-available"));
    assertThat(balance()).isEqualByComparingTo("1");
  }

  @Test
  void aDayHasTenAtMost(TestDatabase database) {
    hasAnAccount(database);
    for (int i = 0; i < 10; i++) {
      assertThat(asks("1")).isEqualTo(DONE);
    }
    assertThat(asks("1")).isEqualTo(Invalid.of("amount", "too-many-withdrawals"));
  }

  @Test
  void aChangedAccountWaitsAndItsOwnersAreMailed(TestDatabase database) {
    hasAnAccount(database);
    assertThat(owner(new SetAppBankAccount(OTHER_IBAN, "Sky Games SAS"))).isEqualTo(DONE);
    assertThat(asks("1")).isEqualTo(Invalid.of("account", "too-new"));
    await()
        .atMost(MAX_WAIT)
        .untilAsserted(
            () ->
                assertThat(did.bankAccountMails)
                    .filteredOn(mail -> mail.app().equals(app.appId()))
                    .extracting(mail -> mail.account())
                    .endsWith("…3000"));
    assertThat(owner(new SetAppBankAccount("DE89370400440532013001", "Sky Games SAS")))
        .isEqualTo(Invalid.of("iban", "malformed"));
    assertThat(owner(new SetAppBankAccount(IBAN, "<script>")))
        .isEqualTo(Invalid.of("holder", "malformed"));
  }

  @Test
  void aScheduleWithdrawsWhatIsAvailableOnceADay(TestDatabase database) {
    assertThat(owner(new SetWithdrawalSchedule(WithdrawalSchedule.DAILY)))
        .isEqualTo(Invalid.of("account", "missing"));
    hasAnAccount(database);
    assertThat(owner(new SetWithdrawalSchedule(WithdrawalSchedule.DAILY))).isEqualTo(DONE);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(found().account().next()).isEqualTo(today.plusDays(1));
    database.execute(
        "update app_bank_accounts set next_on = current_date - 3 where app_id = '"
            + app.appId()
            + "'");
    Flux.range(0, 4)
        .flatMap(_ -> schedules.round().subscribeOn(Schedulers.boundedElastic()), 4)
        .blockLast(MAX_WAIT);
    assertThat(found().withdrawals())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.money()).isEqualByComparingTo("90.9");
              assertThat(line.state()).isEqualTo(WithdrawalState.HELD);
            });
    assertThat(found().account().next()).isAfter(today);
    assertThat(owner(new SetWithdrawalSchedule(WithdrawalSchedule.MANUAL))).isEqualTo(DONE);
    assertThat(found().account().next()).isNull();
  }

  @Test
  void lessThanTheMinimumIsLeftToTheNextDay(TestDatabase database) {
    hasAnAccount(database);
    asks("80");
    owner(new SetWithdrawalSchedule(WithdrawalSchedule.WEEKLY));
    database.execute(
        "update app_bank_accounts set next_on = current_date where app_id = '" + app.appId() + "'");
    schedules.round().block(MAX_WAIT);
    assertThat(found().withdrawals()).hasSize(1);
    assertThat(found().account().next()).isAfter(LocalDate.now(ZoneOffset.UTC));
  }

  @Test
  void suspendedAppsAndTestAppsWithdrawNothing(TestDatabase database) {
    hasAnAccount(database);
    app = FakeApps.with(app, LaunchState.SUSPENDED);
    merchant.changes(app);
    assertThat(asks("1")).isEqualTo(Invalid.of("app", "suspended"));
    app = FakeApps.app(Realm.TEST.idOf(app.appId()));
    merchant.changes(app);
    assertThat(found().offered()).isFalse();
    assertThat(owner(new SetAppBankAccount(IBAN, "Sky Games SAS")))
        .isEqualTo(Invalid.of("app", "no-withdrawals"));
  }

  @Test
  void operatorsSeeWhoseMoneyItIs(TestDatabase database) {
    hasAnAccount(database);
    asks("2");
    Outcome all = merchant.does(new ReadWithdrawals(true, null), person(olivia));
    assertThat(((BankOutcome.Withdrawals) all).withdrawals())
        .filteredOn(line -> app.appId().equals(line.app()))
        .singleElement()
        .extracting(WithdrawalLine::holder)
        .isEqualTo("Sky Games SAS");
  }

  @Test
  void theDatabaseKeepsAppsToTheirOwnAccounts(TestDatabase database) {
    hasAnAccount(database);
    asks("1");
    String person = Long.toString(merchant.player("10"));
    Stream.of(person, Long.toString(FakeApps.ADMIN))
        .forEach(
            uid ->
                assertThatThrownBy(
                        () ->
                            database.execute(
                                "insert into withdrawals (uid, key, coin_id, amount, money, currency,"
                                    + " iban, holder, app_id) values ("
                                    + uid
                                    + ", 'stolen', 1, 1, 1, 'EUR', 'X', 'X', '"
                                    + app.appId()
                                    + "')"))
                    .hasStackTraceContaining("withdrawals_of_app"));
  }
}
