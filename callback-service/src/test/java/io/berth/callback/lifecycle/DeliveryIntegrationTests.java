package io.berth.callback.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.OrderEvent;
import io.berth.callback.FakeMerchant;
import io.berth.callback.TestOrders;
import io.berth.callback.endpoint.EndpointProperties;
import io.berth.callback.result.AttemptResult;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BerthServers(postgres = "berth_callback")
class DeliveryIntegrationTests {

  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration LONGEST_CALL = Duration.ofMillis(1500);

  private final FakeMerchant merchant = new FakeMerchant();
  private final List<ServiceInstance> instances = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void migrate(TestServers servers) {
    database = servers.database();
    ServiceInstance.migrate(database);
    database.execute("truncate deliveries, attempts, unpublished_results, poison_records");
    ServiceInstance.APPS.clear();
    ServiceInstance.register(TestOrders.app("game", "paper", merchant.url("/callback")));
  }

  @AfterEach
  void close() {
    instances.forEach(ServiceInstance::close);
    merchant.close();
  }

  private ServiceInstance instance() {
    return instance(32, 32, 256);
  }

  private ServiceInstance instance(int perEndpoint, int perApp, int total) {
    return instance(
        new EndpointProperties.Request(Duration.ofSeconds(1), Duration.ofSeconds(1), LONGEST_CALL),
        LEASE,
        new ScheduleProperties.Concurrency(perApp, total),
        perEndpoint);
  }

  /** An instance that takes no call for failed on a machine that is many times slower. */
  private ServiceInstance patientInstance() {
    Duration call = Duration.ofSeconds(20);
    return instance(
        new EndpointProperties.Request(call, call, call),
        call.multipliedBy(2),
        new ScheduleProperties.Concurrency(32, 256),
        32);
  }

  private ServiceInstance instance(
      EndpointProperties.Request request,
      Duration lease,
      ScheduleProperties.Concurrency concurrency,
      int perEndpoint) {
    return instance(request, lease, concurrency, perEndpoint, Duration.ofMillis(500));
  }

  private ServiceInstance instance(
      EndpointProperties.Request request,
      Duration lease,
      ScheduleProperties.Concurrency concurrency,
      int perEndpoint,
      Duration poll) {
    ServiceInstance instance =
        new ServiceInstance(
            database,
            new EndpointProperties(
                true,
                request,
                new EndpointProperties.Concurrency(perEndpoint),
                new EndpointProperties.Breaker(3, Duration.ofSeconds(2))),
            new ScheduleProperties(
                lease,
                poll,
                Duration.ofDays(30),
                new ScheduleProperties.Request(request.total()),
                concurrency));
    instances.add(instance);
    return instance;
  }

  @Test
  void deliversAnOrderAndTellsOfIt() {
    ServiceInstance instance = instance().works();
    OrderEvent event = TestOrders.paid("game", "trade1");
    instance.takeIn(event);

    FakeMerchant.Received received = merchant.receives(1).getFirst();
    assertThat(received.body()).isEqualTo("trade1");
    assertThat(received.headers()).containsEntry("x-request-id", event.requestId());
    await().until(() -> !instance.published.isEmpty());
    DeliveryEvent told = instance.published.getFirst();
    assertThat(told.eventId()).isEqualTo(event.eventId());
    assertThat(told.attempt()).isEqualTo(1);
    assertThat(told.httpStatus()).isEqualTo(200);
    assertThat(told.delivered()).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "select state || d.attempts || a.number || a.delivered from deliveries"
                                + " d join attempts a on a.delivery_id = d.id"))
                    .containsExactly("DELIVERED11true"));
    await().until(() -> database.query("select 1 from unpublished_results").isEmpty());
  }

  @Test
  void severalInstancesSendNoAttemptTwice() {
    List<ServiceInstance> three =
        List.of(patientInstance().works(), patientInstance().works(), patientInstance().works());
    OrderEvent[] events = many("game", 400);
    assertThat(three.getFirst().leaveToAll(events)).isEqualTo(400);
    assertThat(three.getLast().leaveToAll(events)).as("repeated by the broker").isZero();

    merchant.receives(400);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query("select count(*) from deliveries where state = 'DELIVERED'"))
                    .containsExactly("400"));
    assertThat(merchant.received().stream().map(FakeMerchant.Received::body).distinct())
        .hasSize(400);
    assertThat(merchant.received()).hasSize(400);
    assertThat(database.query("select count(*) from attempts where sends > 1"))
        .containsExactly("0");
    assertThat(three.stream().mapToInt(one -> one.published.size()).sum()).isEqualTo(400);
  }

  @Test
  void makesNewDeliveriesWithoutARound() {
    ServiceInstance instance = instance();
    OrderEvent event = TestOrders.paid("game", "trade1");
    instance.takeIn(event, event);
    merchant.receives(1);
    await().until(() -> instance.concurrency.inHand() == 0);

    instance.takeIn(event, TestOrders.paid("game", "trade2"));
    assertThat(merchant.receives(2).getLast().body()).as("and none twice").isEqualTo("trade2");
    await().until(() -> instance.concurrency.inHand() == 0);
    assertThat(database.query("select state || attempts || (lease is null) from deliveries"))
        .containsExactly("DELIVERED1true", "DELIVERED1true");
  }

  @Test
  void leavesNewDeliveriesThatHaveNoRoom() {
    try (FakeMerchant hanging = new FakeMerchant().hangs()) {
      ServiceInstance.register(TestOrders.app("stuck", "paper", hanging.url("/callback")));
      ServiceInstance instance = instance(8, 8, 12);
      instance.takeIn(many("stuck", 10));
      instance.takeIn(many("game", 6));
      hanging.receives(8);
      merchant.receives(4);
      assertThat(
              database.query(
                  "select app_id || ' ' || (lease is not null) || ' ' || count(*) from deliveries"
                      + " where state = 'PENDING' and app_id = 'stuck'"
                      + " group by app_id, lease is not null order by 1"))
          .containsExactly("stuck false 2", "stuck true 8");
      assertThat(merchant.received().size()).isLessThanOrEqualTo(6);
      instance.works();
      merchant.receives(6);
    }
  }

  @Test
  void aDeliveryLeasedByACrashedInstanceIsSentWhenTheLeaseEnds() {
    instance().takeInAndCrash(Duration.ofSeconds(1), TestOrders.paid("game", "trade1"));
    instance().works();
    assertThat(merchant.receives(1).getFirst().body()).isEqualTo("trade1");
    assertThat(
            database.query(
                "select a.started_at - d.created_at >= interval '1 second' from deliveries d join"
                    + " attempts a on a.delivery_id = d.id"))
        .containsExactly("t");
  }

  @Test
  void whatNobodySignalsIsSentWhenItIsDueAndNotAtTheNextLook() {
    instance().takeInAndCrash(Duration.ofSeconds(3), TestOrders.paid("game", "trade1"));
    Duration call = LONGEST_CALL;
    instance(
            new EndpointProperties.Request(call, call, call),
            LEASE,
            new ScheduleProperties.Concurrency(32, 256),
            32,
            Duration.ofSeconds(25))
        .works();
    merchant.receives(1);
    assertThat(
            database.query(
                "select a.started_at - d.created_at between '3 seconds' and '15 seconds'"
                    + " from deliveries d join attempts a on a.delivery_id = d.id"))
        .containsExactly("t");
  }

  @Test
  void aHangingMerchantSlowsNobody() {
    try (FakeMerchant hanging = new FakeMerchant().hangs()) {
      ServiceInstance.register(TestOrders.app("stuck", "paper", hanging.url("/callback")));
      ServiceInstance instance = instance(8, 8, 64);
      instance.takeIn(many("stuck", 300));
      instance.works();
      hanging.receives(8);

      long before = System.nanoTime();
      for (int n = 0; n < 20; n++) {
        instance.takeIn(TestOrders.paid("game", "g" + n));
        instance.wakeUp.signal();
        merchant.receives(n + 1);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
      assertThat(hanging.received().size()).as("bounded").isLessThanOrEqualTo(8);
    }
  }

  @Test
  void anOpenBreakerPostponesAndUsesNothingUp() {
    merchant.hangs();
    ServiceInstance instance = instance(1, 1, 64).works();
    instance.takeIn(many("game", 6));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                instance.meters.get("berth.callback.breakers").tag("state", "open").gauge().value()
                    == 1);
    assertThat(merchant.received()).hasSize(3);
    assertThat(database.query("select count(*) from attempts")).containsExactly("3");

    merchant.answers(200, "");
    instance.takeIn(TestOrders.redo("game", "redone"));
    instance.wakeUp.signal();
    merchant.receives(7);
    assertThat(merchant.received().get(3).body())
        .as("asked for, so sent at once")
        .isEqualTo("redone");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "select state || ' ' || attempts || ' ' || count(*) from deliveries"
                                + " group by state, attempts order by 1"))
                    .containsExactly("DELIVERED 1 4", "PENDING 1 3"));
  }

  @Test
  void anAttemptWhoseResultWasLostIsRepeated() {
    ServiceInstance crashed = instance();
    crashed.leaveToAll(TestOrders.paid("game", "trade1"));
    LeasedDelivery leased = lease(crashed, Duration.ofSeconds(1));
    start(crashed, leased);
    merchant.received();

    ServiceInstance other = instance().works();
    merchant.receives(1);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "select state || ' ' || d.attempts || ' ' || sends from"
                                + " deliveries d join attempts a on a.delivery_id = d.id"))
                    .containsExactly("DELIVERED 1 2"));
    assertThat(finish(crashed, leased)).as("its result comes too late").isNull();
    await().until(() -> other.published.size() == 1);
    assertThat(other.published.getFirst().attempt()).isEqualTo(1);
  }

  @Test
  void onlyTheCurrentLeaseCounts() {
    ServiceInstance slow = instance();
    slow.leaveToAll(TestOrders.paid("game", "trade1"));
    LeasedDelivery first = lease(slow, Duration.ofMillis(200));
    start(slow, first);
    LeasedDelivery second = await().until(() -> leaseOrNull(slow, LEASE), found -> found != null);

    assertThat(start(slow, first)).as("nor may it be sent").isEmpty();
    assertThat(finish(slow, first)).isNull();
    assertThat(start(slow, second)).containsExactly(second.id());
    assertThat(leaseOrNull(slow, LEASE)).as("leased").isNull();
    assertThat(finish(slow, second)).isNotNull();
    assertThat(finish(slow, second)).as("once").isNull();
  }

  @Test
  void aLeaseThatEndsTooSoonIsNotUsed() {
    ServiceInstance instance = instance();
    instance.leaveToAll(TestOrders.paid("game", "trade1"));
    LeasedDelivery leased = lease(instance, Duration.ofSeconds(1));
    List<Long> started =
        instance
            .deliveries
            .start(leased.lease(), Map.of(leased.id(), "target"), Duration.ofSeconds(2))
            .block();
    assertThat(started).isEmpty();
  }

  @Test
  void triesEveryTenMinutesForThirtySixHours() {
    merchant.answers(500, "no");
    ServiceInstance instance = instance();
    instance.leaveToAll(TestOrders.paid("game", "trade1"));
    Duration virtual = Duration.ZERO;
    int attempts = 0;
    while (database.query("select state from deliveries").contains("PENDING")) {
      instance.round();
      int made = ++attempts;
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(
              () ->
                  database
                      .query("select attempts from deliveries where lease is null")
                      .contains(String.valueOf(made)));
      String seconds =
          database
              .query(
                  "select round(extract(epoch from d.due_at - a.started_at)) from deliveries d"
                      + " join attempts a on a.delivery_id = d.id and a.number = d.attempts"
                      + " where state = 'PENDING'")
              .stream()
              .findFirst()
              .orElse("0");
      virtual = virtual.plusSeconds(Long.parseLong(seconds));
      database.execute("update deliveries set due_at = now()");
    }
    assertThat(attempts).isEqualTo(217);
    assertThat(virtual).isEqualTo(Duration.ofHours(36));
    assertThat(database.query("select state from deliveries")).containsExactly("GIVEN_UP");
    assertThat(
            database.query("select convert_from(answer, 'UTF8') from attempts where number = 217"))
        .containsExactly("no");
  }

  @Test
  void waitsAsLongAsTheMerchantAsksWithinReason() {
    merchant
        .then(response -> response.status(503).header("Retry-After", "1800").send())
        .then(response -> response.status(503).header("Retry-After", "86400").send())
        .then(response -> response.status(503).header("Retry-After", "1").send());
    ServiceInstance instance = instance();
    instance.leaveToAll(TestOrders.paid("game", "trade1"));
    assertThat(
            List.of(delayOfNext(instance, 1), delayOfNext(instance, 2), delayOfNext(instance, 3)))
        .containsExactly("1800", "3600", "600");
  }

  private String delayOfNext(ServiceInstance instance, int attempt) {
    instance.round();
    await()
        .until(
            () ->
                database
                    .query("select attempts from deliveries where lease is null")
                    .contains(String.valueOf(attempt)));
    String delay =
        database
            .query(
                "select round(extract(epoch from d.due_at - a.started_at)) from deliveries d"
                    + " join attempts a on a.delivery_id = d.id and a.number = d.attempts")
            .getFirst();
    database.execute("update deliveries set due_at = now()");
    return delay;
  }

  @Test
  void aRedoOfADeliveredOrderIsSentAgain() {
    ServiceInstance instance = instance().works();
    instance.takeIn(TestOrders.paid("game", "trade1"));
    merchant.receives(1);
    instance.takeIn(TestOrders.redo("game", "trade1"));
    assertThat(merchant.receives(2)).allMatch(received -> received.body().equals("trade1"));
    assertThat(database.query("select count(*) from deliveries")).containsExactly("2");
  }

  @Test
  void followsAShortScheduleAndGivesUp() {
    merchant.answers(404, "");
    ServiceInstance.register(TestOrders.app("hurry", "hasty", merchant.url("/")));
    ServiceInstance instance = instance().works();
    instance.takeIn(TestOrders.paid("hurry", "trade1"));
    merchant.receives(3);
    await()
        .untilAsserted(
            () ->
                assertThat(database.query("select state from deliveries"))
                    .containsExactly("GIVEN_UP"));
    assertThat(merchant.received()).hasSize(3);
    assertThat(
            database.query(
                "select min(a.started_at) - min((d.event::jsonb ->> 'at')::timestamptz) >= '150 ms' from"
                    + " deliveries d join attempts a on a.delivery_id = d.id"))
        .containsExactly("t");
  }

  @Test
  void marksWhatNobodyWantsToKnow() {
    ServiceInstance instance = instance().works();
    instance.takeIn(TestOrders.failed("game", "trade1"));
    await()
        .untilAsserted(
            () ->
                assertThat(database.query("select state || attempts from deliveries"))
                    .containsExactly("NOT_WANTED0"));
    assertThat(merchant.received()).isEmpty();
  }

  @Test
  void waitsForAnAppThatIsNotKnownYet() {
    ServiceInstance instance = instance();
    instance.leaveToAll(TestOrders.paid("newcomer", "trade1"));
    instance.round();
    assertThat(database.query("select state || attempts || (due_at > now()) from deliveries"))
        .containsExactly("PENDING0true");
    ServiceInstance.register(TestOrders.app("newcomer", "paper", merchant.url("/")));
    database.execute("update deliveries set due_at = now()");
    instance.works();
    merchant.receives(1);
  }

  @Test
  void resultsAreTaughtAgainWhenTheBrokerWasAway() {
    ServiceInstance instance = instance();
    instance.brokerAway = true;
    instance.works();
    instance.takeIn(TestOrders.paid("game", "trade1"));
    await().until(() -> database.query("select 1 from attempts where delivered").size() == 1);
    assertThat(instance.publisher.sweep().block()).as("not yet overdue").isZero();

    database.execute(
        "update unpublished_results set recorded_at = recorded_at - interval '1 minute'");
    instance.brokerAway = false;
    assertThat(instance.publisher.sweep().block()).isEqualTo(1);
    assertThat(instance.published).hasSize(1);
    assertThat(instance.publisher.sweep().block()).as("once").isZero();
  }

  @Test
  void removesOldDeliveriesWithoutAMonthInSteps() {
    ServiceInstance instance = instance();
    database.execute(
        "insert into deliveries (id, event_id, order_id, app_id, trade_no, event, request_id, state,"
            + " due_at, finished_at) select next_delivery_id(n), 'e' || n, n, 'game', 't', '{}', 'r',"
            + " 'DELIVERED', now(), now() - n * interval '1 day' from generate_series(1, 1500) as n");
    database.execute(
        "insert into attempts (delivery_id, number, lease, target, started_at)"
            + " select id, 1, gen_random_uuid(), '', now() from deliveries");
    assertThat(instance.maintenance.removeOld().block()).isEqualTo(1471);
    assertThat(database.query("select count(*) from deliveries")).containsExactly("29");
    assertThat(database.query("select count(*) from attempts")).containsExactly("29");
    assertThat(instance.meters.counter("berth.rows.deleted", "table", "deliveries").count())
        .isEqualTo(1471);
  }

  @Test
  void theServiceCannotRewriteEvents() {
    assertThat(
            database.query(
                "select has_column_privilege('berth_callback_app', 'deliveries',"
                    + " 'event', 'update')"))
        .containsExactly("f");
    assertThat(
            database.query(
                "select has_table_privilege('berth_callback_app', 'attempts'," + " 'delete')"))
        .containsExactly("f");
  }

  private static OrderEvent[] many(String appId, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> TestOrders.paid(appId, appId + n))
        .toArray(OrderEvent[]::new);
  }

  private static LeasedDelivery lease(ServiceInstance instance, Duration lease) {
    LeasedDelivery leased = leaseOrNull(instance, lease);
    assertThat(leased).isNotNull();
    return leased;
  }

  private static LeasedDelivery leaseOrNull(ServiceInstance instance, Duration lease) {
    return instance
        .deliveries
        .lease(1, 1, Map.of(), UUID.randomUUID(), lease)
        .flatMapIterable(leased -> leased)
        .blockFirst();
  }

  private static List<Long> start(ServiceInstance instance, LeasedDelivery leased) {
    return instance
        .deliveries
        .start(leased.lease(), Map.of(leased.id(), "target"), Duration.ZERO)
        .block();
  }

  private static Object finish(ServiceInstance instance, LeasedDelivery leased) {
    AttemptResult result =
        new AttemptResult(1, 200, Duration.ofMillis(5), new byte[0], null, null, null);
    return instance.results.finish(leased, result).block();
  }
}
