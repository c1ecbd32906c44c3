package io.berth.callback.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.PaidEventCommand.PublishPaidEvents;
import io.berth.api.order.PaidEventCommand.ReadPaidEvents;
import io.berth.api.order.PaidEventOutcome;
import io.berth.api.order.PaidEventOutcome.PaidEvent;
import io.berth.callback.TestOrders;
import io.berth.callback.endpoint.EndpointProperties;
import io.berth.callback.ingest.NewDelivery;
import io.berth.callback.ingest.PaidOrderComparison;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.json.BerthJson;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

@BerthServers(postgres = "berth_callback")
class PaidOrderComparisonIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration KEPT = Duration.ofDays(15);
  private static final long HOUR = 3_600_000L * 4096;

  private final long now = (Instant.now().toEpochMilli() - 1_735_689_600_000L) * 4096;
  private final PaidOrders pay = new PaidOrders();
  private ServiceInstance instance;
  private TestDatabase database;

  @BeforeEach
  void open(TestDatabase database) {
    this.database = database;
    ServiceInstance.migrate(database);
    database.execute("truncate deliveries, attempts, unpublished_results, poison_records");
    database.execute("update paid_order_comparison set after = " + (now - 24 * HOUR));
    Binder defaults = new Binder(new MapConfigurationPropertySource());
    instance =
        new ServiceInstance(
            database,
            defaults.bindOrCreate("berth.callback", EndpointProperties.class),
            defaults.bindOrCreate("berth.callback", ScheduleProperties.class));
  }

  @AfterEach
  void close() {
    instance.close();
  }

  private PaidOrderComparison comparison() {
    return new PaidOrderComparison(instance.sql, pay::answer, KEPT);
  }

  @Test
  void publishesAPaidOrderWithoutADeliveryAgainOnce() {
    OrderEvent delivered = TestOrders.paid("game", "delivered");
    instance
        .newDeliveries
        .add(
            List.of(
                new NewDelivery(
                    delivered,
                    BerthJson.mapper().writeValueAsString(delivered),
                    Duration.ofHours(1))))
        .block(PATIENCE);
    for (int i = 0; i < 1200; i++) {
      String id = i == 700 ? "event-that-is-lost" : delivered.eventId();
      pay.events.add(new PaidEvent(now - 2 * HOUR + i, id));
    }
    assertThat(comparison().compare().block(PATIENCE)).isEqualTo(1);
    assertThat(pay.published).containsExactly(now - 2 * HOUR + 700);
    int asked = pay.asked;
    assertThat(comparison().compare().block(PATIENCE)).isZero();
    assertThat(pay.asked - asked).isEqualTo(1);
  }

  /** Their deliveries may have been removed by age: everything would be sent again. */
  @Test
  void ordersOlderThanDeliveriesAreKeptAreNotCompared() {
    database.execute("update paid_order_comparison set after = 0");
    pay.events.add(new PaidEvent(now - 24 * 30 * HOUR, "event-of-long-ago"));
    assertThat(comparison().compare().block(PATIENCE)).isZero();
    assertThat(pay.published).isEmpty();
  }

  @Test
  void whatWasNotPublishedIsComparedAgain() {
    pay.events.add(new PaidEvent(now - HOUR, "event-that-is-lost"));
    pay.away = true;
    assertThatThrownBy(() -> comparison().compare().block(PATIENCE))
        .hasMessageContaining("pay-service does not tell");
    pay.away = false;
    assertThat(comparison().compare().block(PATIENCE)).isEqualTo(1);
  }

  /** pay-service, as far as it is asked here. */
  private static final class PaidOrders {
    private final List<PaidEvent> events = new ArrayList<>();
    private final List<Long> published = new ArrayList<>();
    private boolean away;
    private int asked;

    Mono<Outcome> answer(PayCommand command) {
      asked++;
      return Mono.just(
          switch (command) {
            case ReadPaidEvents(long after, int limit) -> read(after, limit);
            case PublishPaidEvents(List<Long> orders) when !away -> {
              published.addAll(orders);
              yield new Outcome.Done();
            }
            default -> Outcome.Refusal.of(ErrorCode.TIMEOUT);
          });
    }

    private Outcome read(long after, int limit) {
      List<PaidEvent> next =
          events.stream().filter(event -> event.orderId() > after).limit(limit).toList();
      return new PaidEventOutcome.PaidEvents(
          next, next.isEmpty() ? after : next.getLast().orderId(), next.size() == limit);
    }
  }
}
