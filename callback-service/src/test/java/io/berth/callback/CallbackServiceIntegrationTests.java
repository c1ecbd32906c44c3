package io.berth.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.CallbackCommand;
import io.berth.api.Command;
import io.berth.api.Topics;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.OrderEvent;
import io.berth.api.wire.WireTypes;
import io.berth.service.command.CommandHandlers;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

@BerthServers(postgres = "berth_callback", kafka = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbackServiceIntegrationTests {

  private final FakeMerchant merchant = new FakeMerchant();
  private TestDatabase database;
  private TestKafka kafka;
  private RunningService service;

  @BeforeAll
  void start(TestServers servers) {
    database = servers.database();
    kafka = servers.kafka();
    service = new RunningService(servers);
    service.registers(TestOrders.app("game", "paper", merchant.url("/callback")));
  }

  @AfterAll
  void stop() {
    service.close();
    merchant.close();
  }

  @BeforeEach
  void forget() {
    merchant.answers(200, "");
  }

  @Test
  void nothingStopsBeforeWhatNeedsIt() {
    assertThat(service.lifecycleProblems()).isEmpty();
  }

  @Test
  void handlesEachCommandOnce() {
    assertThat(CommandHandlers.join(service.beans(CommandHandlers.class)).types())
        .containsExactlyInAnyOrderElementsOf(
            WireTypes.records().stream()
                .filter(CallbackCommand.class::isAssignableFrom)
                .<Class<? extends Command>>map(type -> type.asSubclass(Command.class))
                .toList());
  }

  @Test
  void calledBackWithinMilliseconds() {
    List<Long> delays = new ArrayList<>();
    int before = merchant.received().size();
    for (int n = 0; n < 60; n++) {
      long sent = System.nanoTime();
      publish(TestOrders.paid("game", "fast" + n));
      merchant.receives(before + n + 1);
      delays.add(Duration.ofNanos(System.nanoTime() - sent).toMillis());
    }
    List<Long> warm = new ArrayList<>(delays.subList(20, 60));
    Collections.sort(warm);
    // Without the signal it would be half a second, the half of what is polled.
    assertThat(warm.get(20)).isLessThan(400);
  }

  @Test
  void tellsOtherServicesOfTheResult() {
    merchant.thenAnswers(500, "no");
    OrderEvent event = TestOrders.paid("game", "told");
    publish(event);
    await()
        .untilAsserted(
            () -> {
              List<ConsumerRecord<String, String>> told =
                  kafka.records(Topics.DELIVERIES).stream()
                      .filter(record -> record.value().contains(event.eventId()))
                      .toList();
              assertThat(told).hasSize(1);
              assertThat(told.getFirst().key()).isEqualTo(String.valueOf(event.order().id()));
              DeliveryEvent result =
                  BerthJson.mapper().readValue(told.getFirst().value(), DeliveryEvent.class);
              assertThat(result.httpStatus()).isEqualTo(500);
              assertThat(result.delivered()).isFalse();
              assertThat(result.requestId()).isEqualTo(event.requestId());
            });
  }

  @Test
  void anEventThatComesTwiceIsDeliveredOnce() {
    OrderEvent event = TestOrders.paid("game", "twice");
    publish(event);
    publish(event);
    publish(TestOrders.paid("game", "afterTwice"));
    await().until(() -> receivedBodies().contains("afterTwice"));
    await().until(() -> receivedBodies().contains("twice"));
    assertThat(receivedBodies().stream().filter("twice"::equals)).hasSize(1);
    assertThat(database.query("select count(*) from deliveries where trade_no = 'twice'"))
        .containsExactly("1");
  }

  @Test
  void aForgedOrderEventMakesNoCallbackAndAFloodOfThemIsKeptInPart() {
    OrderEvent event = TestOrders.paid("game", "forged");
    String key = String.valueOf(event.order().id());
    List<ProducerRecord<String, String>> forgeries =
        TestRecordKeys.forgeries(Topics.ORDERS, key, BerthJson.mapper().writeValueAsString(event));
    double rejected = metric("berth_topic_rejected_total{", "topic=\"berth.orders\"");
    forgeries.forEach(kafka::send);
    publish(TestOrders.paid("game", "afterForged"));

    await().until(() -> receivedBodies().contains("afterForged"));
    await()
        .until(
            () ->
                metric("berth_topic_rejected_total{", "topic=\"berth.orders\"")
                    == rejected + forgeries.size());
    assertThat(
            database.query("select count(*) from poison_records where error like 'not genuine%'"))
        .containsExactly(String.valueOf(forgeries.size()));
    assertThat(database.query("select count(*) from deliveries where trade_no = 'forged'"))
        .containsExactly("0");
    assertThat(receivedBodies()).doesNotContain("forged");

    int flood = 1500;
    kafka.sendAll(
        IntStream.range(0, flood)
            .mapToObj(i -> new ProducerRecord<>(Topics.ORDERS, "flood", "{}"))
            .toList());
    publish(TestOrders.paid("game", "afterFlood"));
    await().until(() -> receivedBodies().contains("afterFlood"));
    await()
        .until(
            () ->
                metric("berth_topic_rejected_total{", "topic=\"berth.orders\"")
                    == rejected + forgeries.size() + flood);
    assertThat(
            database.query("select count(*) < 100 from poison_records where key = 'flood'::bytea"))
        .containsExactly("t");
  }

  @Test
  void storesDeadLettersAndBlocksNothing() {
    double before = metric("berth_callback_poison_total");
    kafka.send(Topics.ORDERS, "1", "{\"eventId\":");
    kafka.send(Topics.ORDERS, "1", "{}");
    kafka.send(Topics.ORDERS, "1", null);
    OrderEvent nul = TestOrders.paid("game", "nul\0inside");
    kafka.send(Topics.ORDERS, "1", BerthJson.mapper().writeValueAsString(nul));
    OrderEvent good = TestOrders.paid("game", "afterPoison");
    kafka.send(Topics.ORDERS, "1", BerthJson.mapper().writeValueAsString(good));

    await().until(() -> receivedBodies().contains("afterPoison"));
    assertThat(
            database.query(
                "select count(*) from poison_records where error not like 'not genuine%'"))
        .containsExactly("4");
    assertThat(metric("berth_callback_poison_total")).isEqualTo(before + 4);
  }

  @Test
  void anAppIsCalledWhereItIsRegisteredNow() {
    try (FakeMerchant moved = new FakeMerchant()) {
      FakeDidService.publish(kafka, TestOrders.app("mover", "paper", merchant.url("/old")));
      FakeDidService.publish(kafka, TestOrders.app("mover", "paper", moved.url("/new")));
      await()
          .untilAsserted(
              () -> {
                publish(TestOrders.paid("mover", "moved"));
                assertThat(moved.received()).isNotEmpty();
              });
    }
  }

  @Test
  void waitsForTheDatabaseAndLosesNothing() {
    database.execute("revoke insert on deliveries from berth_callback_app");
    publish(TestOrders.paid("game", "patience"));
    await().until(() -> management("/actuator/prometheus").contains("berth_callback_pending"));
    database.execute("grant insert on deliveries to berth_callback_app");
    await().until(() -> receivedBodies().contains("patience"));
  }

  @Test
  void showsWhatOperatorsWatch() {
    publish(TestOrders.paid("game", "metrics"));
    await().until(() -> receivedBodies().contains("metrics"));
    await()
        .untilAsserted(
            () ->
                assertThat(management("/actuator/prometheus"))
                    .contains("berth_callback_attempts_seconds_count{dialect=\"paper\"")
                    .contains("berth_callback_due_age_seconds")
                    .contains("berth_callback_pending")
                    .contains("berth_callback_in_hand")
                    .contains("berth_callback_breakers{")
                    .contains("berth_callback_delay_seconds_bucket")
                    .contains("r2dbc_pool_acquired")
                    .contains("kafka_consumer_"));
  }

  @Test
  void takesNothingFromOutside() {
    Integer status =
        WebClient.create(service.url("/commands"))
            .post()
            .exchangeToMono(response -> Mono.just(response.statusCode().value()))
            .block();
    assertThat(status).isEqualTo(401);
  }

  private double metric(String name) {
    return metric(name, "");
  }

  private double metric(String name, String tag) {
    return management("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(tag))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private String management(String path) {
    return service.management(path);
  }

  private List<String> receivedBodies() {
    return merchant.received().stream().map(FakeMerchant.Received::body).toList();
  }

  private void publish(OrderEvent event) {
    service.publishes(event);
  }
}
