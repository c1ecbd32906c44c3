package io.berth.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.Realm;
import io.berth.api.TimeSpan;
import io.berth.api.Topics;
import io.berth.api.app.AppRecord;
import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.Delivery;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.delivery.DeliveryCommand.Filter;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.api.delivery.DeliveryOutcome.LatestRound;
import io.berth.api.delivery.DeliveryOutcome.LatestRounds;
import io.berth.api.delivery.DeliveryOutcome.Overview;
import io.berth.api.delivery.DeliveryOutcome.Resent;
import io.berth.api.delivery.DeliveryOutcome.Tried;
import io.berth.api.order.OrderEvent;
import io.berth.api.testclock.TestClockCommand.MoveCallbacks;
import io.berth.api.testclock.TestClockOutcome.CallbacksMoved;
import io.berth.api.totals.CallbackTotalsCommand.ReadCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadCompanyCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadPlatformCallbackTotals;
import io.berth.api.totals.TotalsOutcome.CallbackLatency;
import io.berth.api.totals.TotalsOutcome.CallbackTotal;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.api.totals.TotalsRange;
import io.berth.callback.endpoint.Endpoint;
import io.berth.callback.endpoint.Endpoints;
import io.berth.callback.endpoint.Outages;
import io.berth.callback.lifecycle.MaintenanceJobsNow;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandDispatcher;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import io.berth.service.runtime.ServicesProperties;
import io.berth.test.kafka.TestKafka;
import io.berth.test.postgres.TableScans;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.netty.resources.LoopResources;

/** Tests the console's view of callbacks, resending included. */
@BerthServers(postgres = "berth_callback", kafka = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIntegrationTests {

  private static final AtomicInteger APPS = new AtomicInteger();

  private RunningService service;
  private TestDatabase database;
  private TestKafka kafka;
  private FakeMerchant merchant;
  private String app;

  @BeforeAll
  void start(TestServers servers) {
    database = servers.database();
    kafka = servers.kafka();
    service = new RunningService(servers);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void newApp() {
    merchant = new FakeMerchant();
    app = "shop" + APPS.incrementAndGet();
    service.registers(TestOrders.app(app, "paper", merchant.url("/callback")));
  }

  @AfterEach
  void close() {
    merchant.close();
  }

  private Outcome asks(String appId, Command command) {
    Caller person = person(appId, Permission.APP_READ, Permission.CALLBACKS_WRITE);
    return Objects.requireNonNull(
        service
            .bean(CommandDispatcher.class)
            .handle(command, person)
            .block(Duration.ofSeconds(20)));
  }

  private static Caller person(String appId, Permission... permissions) {
    return Caller.of(Caller.Kind.CONSOLE, "request-of-a-person")
        .withApp(appId, null)
        .withUid(1_000_000L)
        .withSession("session")
        .withPermissions(Stream.of(permissions).map(Permission::name).collect(Collectors.toSet()))
        .withAddress("127.0.0.1");
  }

  private List<Delivery> rounds(OrderEvent event) {
    return ((Deliveries) asks(app, new DeliveryCommand.ReadDeliveries(event.order().id())))
        .deliveries();
  }

  private Delivery.State state(OrderEvent event) {
    List<Delivery> rounds = rounds(event);
    return rounds.isEmpty() || rounds.getFirst().attempts().isEmpty()
        ? Delivery.State.PENDING
        : rounds.getFirst().state();
  }

  private OrderEvent pays(String tradeNo) {
    OrderEvent event = TestOrders.paid(app, tradeNo);
    service.publishes(event);
    await().until(() -> !rounds(event).isEmpty() && rounds(event).getFirst().made() > 0);
    return event;
  }

  private List<Delivery> list(Filter filter) {
    return ((Deliveries)
            asks(
                app,
                new DeliveryCommand.SearchDeliveries(filter, null, null, null, false, null, 100)))
        .deliveries();
  }

  private Overview overview() {
    return (Overview) asks(app, new DeliveryCommand.ReadCallbackOverview());
  }

  @Test
  void showsWhyACallbackWasNotReceivedAndWhenTheNextOneFollows() {
    merchant.thenAnswers(500, "out of order");
    OrderEvent event = pays("failing");

    Delivery round = rounds(event).getFirst();
    assertThat(round.state()).isEqualTo(Delivery.State.PENDING);
    assertThat(round.nextAt()).isAfter(Instant.now());
    Delivery.Attempt attempt = round.attempts().getFirst();
    assertThat(attempt.target()).isEqualTo(merchant.url("/callback"));
    assertThat(Objects.requireNonNull(attempt.result()))
        .satisfies(
            result -> {
              assertThat(result.httpStatus()).isEqualTo(500);
              assertThat(result.answer()).isEqualTo("out of order");
              assertThat(result.problem()).isEqualTo(CallProblem.STATUS);
            });
    LatestRounds latest =
        (LatestRounds)
            asks(app, new DeliveryCommand.ReadLatestRounds(List.of(event.order().id(), 1L)));
    assertThat(latest.rounds())
        .containsExactly(new LatestRound(event.order().id(), Delivery.State.PENDING, 1))
        .allMatch(LatestRound::failing);
    assertThat(list(Filter.FAILED)).hasSize(1);
    assertThat(list(Filter.UNACKNOWLEDGED)).hasSize(1);
    assertThat(list(Filter.RECEIVED)).isEmpty();
    assertThat(overview().unacknowledged()).isEqualTo(1);
  }

  @Test
  void aGameThatRefusesItsBillIsNotifiedAgainAndPayServiceHearsOfIt() {
    String key =
        service.bean(SecretBox.class).encrypt("key", AppDecryptor.secretContext(app, "pay_key"));
    service.registers(
        TestOrders.app(
            app,
            "wancms",
            merchant.url("/callback"),
            Map.of("pay_key", new AppRecord.SealedSecret(key, null, null))));
    merchant.answers(200, "fail");
    OrderEvent bill = TestOrders.bill(app, "bill");
    service.publishes(bill);
    await().until(() -> !rounds(bill).isEmpty() && rounds(bill).getFirst().made() > 0);

    assertThat(merchant.received().getFirst().path()).contains("bill_no=bill", "status=success");
    Delivery round = rounds(bill).getFirst();
    assertThat(round.state()).isEqualTo(Delivery.State.PENDING);
    assertThat(round.nextAt())
        .isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(16));
    assertThat(Objects.requireNonNull(round.attempts().getFirst().result()).problem())
        .isEqualTo(CallProblem.BODY);
    await()
        .untilAsserted(
            () ->
                assertThat(kafka.records(Topics.DELIVERIES))
                    .anySatisfy(
                        record ->
                            assertThat(record.value())
                                .contains(
                                    bill.eventId(), "\"delivered\":false", "\"httpStatus\":200")));

    merchant.answers(200, " success\n");
    asks(app, new DeliveryCommand.ResendCallbacks(List.of(bill.order().id())));
    await().until(() -> state(bill) == Delivery.State.DELIVERED);
  }

  @Test
  void resendingBeginsOneNewRoundAndEndsTheFormer() {
    merchant.thenAnswers(500, "");
    OrderEvent event = pays("again");
    long order = event.order().id();

    assertThat(asks(app, new DeliveryCommand.ResendCallbacks(List.of(order, order))))
        .isEqualTo(new Resent(1, 0, false));
    await().until(() -> state(event) == Delivery.State.DELIVERED);

    List<Delivery> rounds = rounds(event);
    assertThat(rounds).hasSize(2);
    assertThat(rounds.getFirst().again()).isTrue();
    assertThat(rounds.getLast().state()).isEqualTo(Delivery.State.SUPERSEDED);
    assertThat(merchant.received()).hasSize(2);
    assertThat(overview().unacknowledged()).isZero();
    assertThat(kafka.records(Topics.ORDERS).stream().filter(it -> it.value().contains("again")))
        .as("no event of pay-service is made or repeated")
        .hasSize(1);
  }

  @Test
  void theClockOfATestLetsACallbackBeTriedAgain() {
    String live = app;
    app = Realm.TEST.idOf(live);
    service.registers(TestOrders.app(app, "paper", merchant.url("/callback")));
    merchant.thenAnswers(500, "");
    OrderEvent event = pays("clock");
    assertThat(asks(live, new MoveCallbacks(3600)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    assertThatThrownBy(() -> database.query("select move_test_clock('" + live + "', 3600)::text"))
        .hasMessageContaining("is not moved");

    assertThat(asks(app, new MoveCallbacks(Duration.ofDays(2).toSeconds())))
        .isEqualTo(new CallbacksMoved(1));

    await().until(() -> state(event) == Delivery.State.DELIVERED);
    assertThat(merchant.received()).hasSize(2);
  }

  @Test
  void whatIsReceivedCanBeSentAgainToo() {
    OrderEvent event = pays("twice");
    asks(app, new DeliveryCommand.ResendCallbacks(List.of(event.order().id())));
    merchant.receives(2);
    await().until(() -> rounds(event).size() == 2 && state(event) == Delivery.State.DELIVERED);
    assertThat(rounds(event).getLast().state()).isEqualTo(Delivery.State.DELIVERED);
  }

  @Test
  void allThatFailedIsResentOnce() {
    merchant.answers(503, "");
    List<OrderEvent> events = IntStream.range(0, 12).mapToObj(n -> pays("mass" + n)).toList();
    merchant.answers(200, "");

    Instant since = Instant.now().minus(Duration.ofHours(1));
    assertThat(asks(app, new DeliveryCommand.ResendFailed(since)))
        .isEqualTo(new Resent(12, 0, false));
    assertThat(((Resent) asks(app, new DeliveryCommand.ResendFailed(since))).rounds()).isZero();
    await().until(() -> events.stream().allMatch(it -> state(it) == Delivery.State.DELIVERED));
    assertThat(merchant.received()).hasSize(24);
    assertThat(((Resent) asks(app, new DeliveryCommand.ResendFailed(since))).rounds()).isZero();
  }

  @Test
  void oldFailuresAreLeftAlone() {
    merchant.answers(503, "");
    pays("old");
    Resent none = (Resent) asks(app, new DeliveryCommand.ResendFailed(Instant.now()));
    assertThat(none.rounds()).isZero();
  }

  @Test
  void listsGoOnWhereTheyEnded() {
    for (int n = 0; n < 5; n++) {
      pays("page" + n);
    }
    Deliveries first =
        (Deliveries)
            asks(
                app,
                new DeliveryCommand.SearchDeliveries(Filter.ALL, null, null, null, false, null, 3));
    assertThat(first.deliveries()).extracting(Delivery::tradeNo).startsWith("page4", "page3");
    Deliveries second =
        (Deliveries)
            asks(
                app,
                new DeliveryCommand.SearchDeliveries(
                    Filter.ALL, null, null, null, false, first.next(), 3));
    assertThat(second.deliveries()).extracting(Delivery::tradeNo).containsExactly("page1", "page0");
    assertThat(second.next()).isNull();

    Deliveries oldest = (Deliveries) asks(app, oldestFirst(null));
    assertThat(oldest.deliveries())
        .extracting(Delivery::tradeNo)
        .containsExactly("page0", "page1", "page2");
    Deliveries newest = (Deliveries) asks(app, oldestFirst(oldest.next()));
    assertThat(newest.deliveries()).extracting(Delivery::tradeNo).containsExactly("page3", "page4");
    assertThat(newest.next()).isNull();
  }

  private static DeliveryCommand.SearchDeliveries oldestFirst(
      DeliveryCommand.@Nullable Position after) {
    return new DeliveryCommand.SearchDeliveries(Filter.ALL, null, null, null, true, after, 3);
  }

  @Test
  void nobodySeesOrResendsWhatIsAnothersApp() {
    merchant.thenAnswers(500, "");
    OrderEvent event = pays("mine");
    service.registers(TestOrders.app("stranger", "paper", merchant.url("/other")));
    long order = event.order().id();

    assertThat(asks("stranger", new DeliveryCommand.ReadDeliveries(order)))
        .isEqualTo(new Deliveries(List.of(), null));
    assertThat(
            asks(
                "stranger",
                new DeliveryCommand.SearchDeliveries(
                    Filter.ALL, null, null, null, false, null, 100)))
        .isEqualTo(new Deliveries(List.of(), null));
    assertThat(asks("stranger", new DeliveryCommand.ResendCallbacks(List.of(order))))
        .isEqualTo(new Resent(0, 1, false));
    assertThat(asks("stranger", new DeliveryCommand.ResendFailed(Instant.EPOCH)))
        .isEqualTo(new Resent(0, 0, false));
    assertThat(
            ((Overview) asks("stranger", new DeliveryCommand.ReadCallbackOverview()))
                .unacknowledged())
        .isZero();
    assertThat(rounds(event)).hasSize(1);
  }

  @Test
  void aTestCallbackShowsTheResponseAndTouchesNoOrder() {
    merchant.thenAnswers(404, "<h1>not here</h1>");
    Tried tried = (Tried) asks(app, new DeliveryCommand.SendTestCallback(null));

    assertThat(tried.result().httpStatus()).isEqualTo(404);
    assertThat(tried.result().answer()).contains("not here");
    assertThat(tried.result().problem()).isEqualTo(CallProblem.STATUS);
    assertThat(tried.request().body()).startsWith("BERTH-TEST-");
    assertThat(database.query("select count(*) from deliveries where app_id = '" + app + "'"))
        .containsExactly("0");
    assertThat(asks(app, new DeliveryCommand.SendTestCallback(null)))
        .as("at most one a second")
        .isEqualTo(Refusal.of(ErrorCode.TOO_FREQUENT));
  }

  @Test
  void saysThatNobodyIsThere() {
    merchant.close();
    Tried tried = (Tried) asks(app, new DeliveryCommand.SendTestCallback(null));
    assertThat(tried.result().httpStatus()).isZero();
    assertThat(tried.result().problem()).isEqualTo(CallProblem.CONNECTION_REFUSED);
  }

  @Test
  void showsTheEndpointThatIsLeftAlone() {
    merchant.close();
    for (int n = 0; n < 6; n++) {
      service.publishes(TestOrders.paid(app, "away" + n));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(overview().endpoints())
                    .singleElement()
                    .satisfies(it -> assertThat(it.leftAloneUntil()).isNotNull()));
  }

  @Test
  void showsWhatAnotherInstanceKnows() {
    Endpoints others = new Endpoints(1, 1, Duration.ofMinutes(1));
    Outages another = new Outages(service.bean(DatabaseClient.class), others);
    Endpoint away = new Endpoint(app, "https://away.example");

    others.ask(away, false);
    others.report(away, Endpoints.Report.UNANSWERED);
    another.note().block();
    assertThat(overview().endpoints())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.origin()).isEqualTo(away.origin());
              assertThat(it.leftAloneUntil()).isAfter(Instant.now());
            });

    others.ask(away, true);
    others.report(away, Endpoints.Report.ANSWERED);
    another.note().block();
    assertThat(overview().endpoints()).isEmpty();
  }

  @Test
  void showsWhatIsBeingCalled() {
    merchant.hangs();
    service.publishes(TestOrders.paid(app, "hanging"));
    merchant.receives(1);
    assertThat(overview().endpoints())
        .containsExactly(new DeliveryOutcome.Endpoint(merchant.url(""), 1, null));
  }

  @Test
  void anAppWithoutAnAddressCannotBeTested() {
    service.registers(TestOrders.app("mute", "paper", ""));
    assertThat(asks("mute", new DeliveryCommand.SendTestCallback(null)))
        .isEqualTo(Outcome.Invalid.of("callbackUrl", "missing"));
  }

  @Test
  void countsEveryAttemptOnceByItsProblem() {
    merchant.answers(500, "");
    OrderEvent failing = pays("counted-failing");
    merchant.answers(200, "");
    pays("counted");
    await().untilAsserted(() -> assertThat(attempts(TotalsRange.DAY)).isEqualTo("1 + 1 STATUS"));
    CallbackTotals before = totals(TotalsRange.DAY);
    assertThat(before.waiting()).isOne();
    assertThat(before.oldest()).isNotNull();
    assertThat(before.latencies().stream().mapToLong(CallbackLatency::attempts).sum()).isEqualTo(2);

    asks(app, new DeliveryCommand.ResendCallbacks(List.of(failing.order().id())));
    for (TotalsRange range : TotalsRange.values()) {
      await().untilAsserted(() -> assertThat(attempts(range)).isEqualTo("2 + 1 STATUS"));
    }
    assertThat(with(CallProblem.STATUS, Instant.now().minusSeconds(3600)))
        .extracting(Delivery::tradeNo)
        .containsExactly("counted-failing");
    assertThat(with(CallProblem.STATUS, Instant.now().plusSeconds(60))).isEmpty();
    assertThat(with(CallProblem.BODY, Instant.EPOCH)).isEmpty();
    Instant now = Instant.now();
    assertThat(attempted(new TimeSpan(now.minusSeconds(3600), now.plusSeconds(60)))).hasSize(3);
    assertThat(attempted(new TimeSpan(now.minusSeconds(7200), now.minusSeconds(3600)))).isEmpty();
    MaintenanceJobsNow.in(service);
    assertThat(attempts(TotalsRange.DAY)).as("nothing is counted again").isEqualTo("2 + 1 STATUS");
    TotalsPeriod period = TotalsPeriod.until(TotalsRange.DAY, Instant.now());
    CallbackTotals company =
        (CallbackTotals) asks(app, new ReadCompanyCallbackTotals("stranger", period));
    assertThat(company.totals()).isEmpty();
    CallbackTotals platform = (CallbackTotals) asks(app, new ReadPlatformCallbackTotals(period));
    assertThat(platform.totals().stream().mapToLong(CallbackTotal::attempts).sum())
        .isGreaterThanOrEqualTo(3);
  }

  private List<Delivery> with(CallProblem problem, Instant since) {
    return ((Deliveries)
            asks(
                app,
                new DeliveryCommand.SearchDeliveries(
                    Filter.ALL, problem, since, null, false, null, 100)))
        .deliveries();
  }

  private List<Delivery> attempted(TimeSpan span) {
    return ((Deliveries)
            asks(
                app,
                new DeliveryCommand.SearchDeliveries(
                    Filter.ALL, null, null, span, false, null, 100)))
        .deliveries();
  }

  /** Acknowledged attempts, and the others with their problem. */
  private String attempts(TotalsRange range) {
    return totals(range).totals().stream()
        .collect(
            Collectors.groupingBy(
                total -> Objects.toString(total.problem(), ""),
                TreeMap::new,
                Collectors.summingLong(CallbackTotal::attempts)))
        .entrySet()
        .stream()
        .map(total -> (total.getValue() + " " + total.getKey()).strip())
        .collect(Collectors.joining(" + "));
  }

  private CallbackTotals totals(TotalsRange range) {
    TotalsPeriod period = TotalsPeriod.until(range, Instant.now().plusSeconds(60));
    return (CallbackTotals) asks(app, new ReadCallbackTotals(period));
  }

  @Test
  void readsNoTableFromEndToEnd() {
    day("before");
    TableScans scans = new TableScans(database, "attempt_totals_start", "delivery_months");
    scans.watch();
    TableScans.recover(this::overview);
    day("watched");
    List<@Nullable String> found = scans.found();
    TableScans.recover(this::overview);
    assertThat(found).isEmpty();
  }

  private void day(String name) {
    pays(name + "Paid");
    merchant.answers(500, "");
    OrderEvent failing = pays(name + "Failing");
    pays(name + "FailingToo");
    MaintenanceJobsNow.in(service);
    for (Filter filter : Filter.values()) {
      list(filter);
    }
    for (CallProblem problem : List.of(CallProblem.STATUS, CallProblem.BODY)) {
      with(problem, Instant.EPOCH);
    }
    overview();
    totals(TotalsRange.DAY);
    asks(app, new DeliveryCommand.ReadLatestRounds(List.of(failing.order().id())));
    merchant.answers(200, "");
    asks(app, new DeliveryCommand.ResendCallbacks(List.of(failing.order().id())));
    asks(app, new DeliveryCommand.ResendFailed(Instant.now().minus(Duration.ofHours(1))));
    await().until(() -> overview().unacknowledged() == 0);
  }

  @Test
  void sendingTakesMoreThanReading() {
    Caller reader = person(app, Permission.APP_READ);
    assertThat(overTheWire(new DeliveryCommand.ReadCallbackOverview(), reader))
        .isInstanceOf(Overview.class);
    assertThat(overTheWire(new DeliveryCommand.ResendCallbacks(List.of(1L)), reader))
        .isEqualTo(Refusal.of(ErrorCode.NO_PERMISSION));
    assertThat(overTheWire(new DeliveryCommand.SendTestCallback(null), reader))
        .isEqualTo(Refusal.of(ErrorCode.NO_PERMISSION));
  }

  private Outcome overTheWire(Command command, Caller caller) {
    ServicesProperties services =
        new ServicesProperties(
            Duration.ofSeconds(10),
            null,
            null,
            null,
            new ServicesProperties.Service(URI.create(service.url(""))),
            null);
    try (CommandClient client =
        new CommandClient(
            service.bean(CallerTokens.class), services, LoopResources.create("test"))) {
      return client.send(command, caller).block(Duration.ofSeconds(20));
    }
  }
}
