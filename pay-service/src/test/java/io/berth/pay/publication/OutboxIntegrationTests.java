package io.berth.pay.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Topics;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaidEventCommand;
import io.berth.api.order.PaidEventCommand.PublishPaidEvents;
import io.berth.api.order.PaidEventCommand.ReadPaidEvents;
import io.berth.api.order.PaidEventOutcome;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.order.Orders;
import io.berth.service.command.CommandDispatcher;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.outbox.poll=15s",
      "berth.pay.outbox.unnoticed-after=2s",
      "berth.pay.outbox.republish=2"
    })
class OutboxIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  @Autowired Merchant merchant;
  @Autowired Orders orders;
  @Autowired OutboxMaintenance maintenance;
  @Autowired CommandDispatcher commands;
  @Autowired MeterRegistry meters;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void publishesAPaymentAtOnce(TestKafka kafka) {
    Order paid = Merchant.order(merchant.pays("at_once", merchant.player("0"), "1.50"));
    // The relay looks by itself only every 15 seconds here: it was woken.
    await().atMost(Duration.ofSeconds(10)).until(() -> !events(kafka, paid.id()).isEmpty());
    OrderEvent event = events(kafka, paid.id()).getFirst();
    assertThat(event.order()).isEqualTo(paid);
    assertThat(event.kind()).isEqualTo(OrderEvent.Kind.SETTLED);
    assertThat(event.requestId()).isEqualTo("request-1");
  }

  @Test
  void losesNothingWhileTheBrokerIsAway(TestKafka kafka, TestDatabase database) {
    long uid = merchant.player("0");
    List<Order> paid = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      paid.add(Merchant.order(merchant.pays("before_" + i, uid, "1")));
    }
    kafka.stop();
    try {
      for (int i = 0; i < 20; i++) {
        Order order = Merchant.order(merchant.pays("away_" + i, uid, "1"));
        paid.add(order);
        for (int again = 0; again < 3; again++) {
          merchant.does(new RedoCallback(new OrderReference.OrderId(order.id())));
        }
      }
    } finally {
      kafka.start();
    }
    merchant.pays("after", uid, "1");
    await()
        .atMost(MAX_WAIT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                database
                    .query("select count(*) from outbox where published_at is null")
                    .contains("0"));
    Map<Long, List<Long>> versions = versions(kafka);
    for (Order order : paid) {
      boolean away = order.tradeNo().startsWith("away_");
      List<Long> seen = versions.getOrDefault(order.id(), List.of());
      assertThat(seen.stream().distinct().toList())
          .as(order.tradeNo())
          .isEqualTo(away ? List.of(1L, 2L, 3L, 4L) : List.of(1L));
      assertThat(seen).as(order.tradeNo()).isSorted();
    }
  }

  @Test
  void startsAnewWhenItsConnectionIsLost(TestKafka kafka, TestDatabase database) {
    long uid = merchant.player("0");
    database.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and application_name = '"
            + OutboxRelay.NAME
            + "'");
    Order paid = Merchant.order(merchant.pays("reconnects", uid, "1"));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, paid.id()).isEmpty());
  }

  @Test
  void tellsOfPrepaymentsThatExpire(TestKafka kafka, TestDatabase database) {
    PaymentOutcome.Prepaid prepaid =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay("expires", "5"));
    database.execute(
        "update orders set expires_at = now() - interval '1 second' where id = "
            + prepaid.orderId());
    await().atMost(MAX_WAIT).until(() -> !events(kafka, prepaid.orderId()).isEmpty());
    assertThat(events(kafka, prepaid.orderId()).getFirst().order().status())
        .isEqualTo(OrderStatus.EXPIRED);
    // callback-service puts aside what it does not accept: expiry's own id was too short.
    assertThat(events(kafka, prepaid.orderId()).getFirst().requestId())
        .startsWith("expiry-")
        .matches(RequestId::acceptable);
  }

  @Test
  void noEventHasARequestIdThatReadersRefuse(TestDatabase database) {
    for (String id : List.of("expiry", "", "x".repeat(65))) {
      assertThat(RequestId.acceptable(id)).isFalse();
      assertThatThrownBy(
              () ->
                  database.execute(
                      "insert into outbox (order_id, version, kind, request_id)"
                          + " values (1, 1, 'SETTLED', '"
                          + id
                          + "')"))
          .as(id)
          .hasMessageContaining("outbox_request_id");
    }
  }

  @Test
  void publishesAgainWhatNobodyHasNoticed(TestKafka kafka, TestDatabase database) {
    Order missed = Merchant.order(merchant.pays("missed", merchant.player("0"), "1"));
    Order noticed = Merchant.order(merchant.pays("noticed", merchant.player("0"), "1"));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, noticed.id()).isEmpty());
    kafka.send(
        Topics.DELIVERIES,
        Long.toString(noticed.id()),
        BerthJson.mapper()
            .writeValueAsString(
                new DeliveryEvent(
                    events(kafka, noticed.id()).getFirst().eventId(),
                    noticed.id(),
                    Merchant.APP,
                    1,
                    200,
                    true,
                    Instant.now(),
                    "request")));
    await().atMost(MAX_WAIT).until(() -> events(kafka, missed.id()).size() == 3);
    assertThat(events(kafka, missed.id()).stream().map(OrderEvent::eventId).distinct().toList())
        .hasSize(1);
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                database
                    .query(
                        "select count(*) from outbox where noticed_at is not null and order_id = "
                            + noticed.id())
                    .contains("1"));
  }

  /** A sweep over outbox rows cannot find an order that has none. */
  @Test
  void aPaidOrderWithoutAnEventIsFoundAndPublished(TestKafka kafka, TestDatabase database) {
    long order = oldPayment(database, "no_event");
    String eventId = order + "-1";
    assertThat(paidBefore(order)).contains(new PaidEventOutcome.PaidEvent(order, eventId));
    double before = mended("event");
    assertThat(compares(new PublishPaidEvents(List.of(order)))).isEqualTo(new Outcome.Done());
    await().atMost(MAX_WAIT).until(() -> !events(kafka, order).isEmpty());
    OrderEvent event = events(kafka, order).getFirst();
    assertThat(event.eventId()).isEqualTo(eventId);
    assertThat(event.requestId()).matches(RequestId::acceptable);
    assertThat(mended("event")).isEqualTo(before + 1);
  }

  @Test
  void publishesAPaidOrderWithoutADeliveryAgain(TestKafka kafka, TestDatabase database) {
    long order = oldPayment(database, "no_delivery");
    database.execute(
        "insert into outbox (order_id, version, kind, request_id, published_at, noticed_at)"
            + " values ("
            + order
            + ", 2, 'SETTLED', 'request-1', now(), now())");
    assertThat(paidBefore(order)).contains(new PaidEventOutcome.PaidEvent(order, order + "-2"));
    double before = mended("delivery");
    compares(new PublishPaidEvents(List.of(order)));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, order).isEmpty());
    assertThat(events(kafka, order).getFirst().version()).isEqualTo(2);
    assertThat(mended("delivery")).isEqualTo(before + 1);
  }

  @Test
  void onlyCallbackServiceComparesAndOnlyWhatIsSettled() {
    Order fresh = Merchant.order(merchant.pays("fresh", merchant.player("0"), "1"));
    assertThat(paidBefore(fresh.id()))
        .extracting(PaidEventOutcome.PaidEvent::orderId)
        .doesNotContain(fresh.id());
    assertThat(merchant.does(new ReadPaidEvents(0, 10)))
        .isEqualTo(Outcome.Refusal.of(ErrorCode.NO_PERMISSION));
    assertThat(compares(new ReadPaidEvents(0, 1001))).isInstanceOf(Outcome.Refusal.class);
  }

  private static long oldPayment(TestDatabase database, String tradeNo) {
    return Long.parseLong(
        database
            .query(
                "insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction,"
                    + " account, status, settled_at, version) select order_id_at(now() - interval"
                    + " '1 hour') + nextval('order_sequence') % 4096, '"
                    + Merchant.APP
                    + "', '"
                    + tradeNo
                    + "', 1, (select min(id) from coins), 1, 0, 'USER_TO_APP', 'COIN', 'PAID',"
                    + " now() - interval '1 hour', 1 returning id")
            .getFirst());
  }

  private List<PaidEventOutcome.PaidEvent> paidBefore(long order) {
    return ((PaidEventOutcome.PaidEvents) compares(new ReadPaidEvents(order - 1, 100))).events();
  }

  private Outcome compares(PaidEventCommand command) {
    return commands
        .handle(
            command,
            Caller.of(Caller.Kind.SERVICE, "request-1").withPermissions(Set.of("event:compare")))
        .block(MAX_WAIT);
  }

  private double mended(String missing) {
    return meters.get("berth.orders.mended").tag("missing", missing).counter().count();
  }

  @Test
  void aForgedDeliveryHidesNoLostEvent(TestKafka kafka, TestDatabase database) {
    Order lost = Merchant.order(merchant.pays("forged_delivery", merchant.player("0"), "1"));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, lost.id()).isEmpty());
    DeliveryEvent delivery =
        new DeliveryEvent(
            events(kafka, lost.id()).getFirst().eventId(),
            lost.id(),
            Merchant.APP,
            1,
            200,
            true,
            Instant.now(),
            "request");
    double before = rejected();
    List<ProducerRecord<String, String>> forgeries =
        TestRecordKeys.forgeries(
            Topics.DELIVERIES,
            Long.toString(lost.id()),
            BerthJson.mapper().writeValueAsString(delivery));
    kafka.sendAll(forgeries);
    // By the listener, and by the tail that waits for first callbacks.
    await().atMost(MAX_WAIT).until(() -> rejected() == before + 2 * forgeries.size());
    await().atMost(MAX_WAIT).until(() -> events(kafka, lost.id()).size() == 3);
    assertThat(
            database.query("select noticed_at is null from outbox where order_id = " + lost.id()))
        .containsExactly("t");
  }

  private double rejected() {
    return meters.get("berth.topic.rejected").tag("topic", Topics.DELIVERIES).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void everyOrderEventIsSigned(TestKafka kafka) {
    Order paid = Merchant.order(merchant.pays("signed_event", merchant.player("0"), "1"));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, paid.id()).isEmpty());
    assertThat(kafka.records(Topics.ORDERS)).allMatch(TestRecordKeys::isGenuine);
  }

  @Test
  void forgetsWhatIsOld(TestKafka kafka, TestDatabase database) {
    Order old = Merchant.order(merchant.pays("old", merchant.player("0"), "1"));
    await().atMost(MAX_WAIT).until(() -> !events(kafka, old.id()).isEmpty());
    await().atMost(MAX_WAIT).until(() -> database.query(published(old.id())).getFirst() != null);
    database.execute(
        "update outbox set published_at = now() - interval '8 days', noticed_at = now(),"
            + " order_id = order_id_at(now() - interval '8 days') where order_id = "
            + old.id());
    maintenance.forget().block(MAX_WAIT);
    assertThat(
            database.query(
                "select count(*) from outbox where published_at < now() - interval '7 days'"))
        .containsExactly("0");
  }

  private static String published(long orderId) {
    return "select published_at from outbox where order_id = " + orderId;
  }

  private static List<OrderEvent> events(TestKafka kafka, long orderId) {
    return kafka.records(Topics.ORDERS).stream()
        .filter(record -> record.key().equals(Long.toString(orderId)))
        .map(ConsumerRecord::value)
        .map(value -> BerthJson.mapper().readValue(value, OrderEvent.class))
        .toList();
  }

  private static Map<Long, List<Long>> versions(TestKafka kafka) {
    Map<Long, List<Long>> versions = new HashMap<>();
    for (ConsumerRecord<String, String> record : kafka.records(Topics.ORDERS)) {
      OrderEvent event = BerthJson.mapper().readValue(record.value(), OrderEvent.class);
      versions.computeIfAbsent(event.order().id(), id -> new ArrayList<>()).add(event.version());
    }
    return versions;
  }
}
