package io.berth.callback.ingest;

import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.order.PaidEventCommand.PublishPaidEvents;
import io.berth.api.order.PaidEventCommand.ReadPaidEvents;
import io.berth.api.order.PaidEventOutcome.PaidEvent;
import io.berth.api.order.PaidEventOutcome.PaidEvents;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.command.CommandClient;
import io.berth.service.trace.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Compares the paid orders of pay-service with the deliveries, and has pay-service publish those
 * without one again. A lost event leaves no trace here; only the orders show it. Continues where it
 * ended, so that each order is compared once.
 */
@Component
public class PaidOrderComparison {

  private static final Logger log = LoggerFactory.getLogger(PaidOrderComparison.class);
  private static final String PERMISSION = "event:compare";
  private static final int STEP = 500;

  // Orders whose deliveries may have been removed by age are not compared any more.
  private static final String POSITION =
      """
      select greatest(after,
               (floor(extract(epoch from now() - :kept::interval) * 1000)::bigint - 1735689600000)
                 * 4096) as after
        from paid_order_comparison
      """;

  private static final String MISSING =
      """
      select event_id from unnest(:eventIds) as event_id
       where not exists (select from deliveries d where d.event_id = event_id.event_id)
      """;

  private static final String GO_ON =
      "update paid_order_comparison set after = :upTo where after < :upTo";

  /** Asks pay-service. */
  @FunctionalInterface
  public interface PayService {
    Mono<Outcome> ask(PayCommand command);
  }

  private final DatabaseClient database;
  private final PayService pay;
  private final Duration kept;

  @Autowired
  public PaidOrderComparison(
      DatabaseClient database, CommandClient client, ScheduleProperties properties) {
    this(
        database,
        command -> client.asService(command, RequestId.ofTask("comparison"), PERMISSION),
        properties.retention().dividedBy(2));
  }

  /**
   * @param kept how far back deliveries are surely there
   */
  public PaidOrderComparison(DatabaseClient database, PayService pay, Duration kept) {
    this.database = database;
    this.pay = pay;
    this.kept = kept;
  }

  /** Compares the next orders, step by step; returns how many had no delivery. */
  public Mono<Long> compare() {
    return step()
        .expand(step -> step.more ? step() : Mono.empty())
        .map(Step::missing)
        .reduce(0L, Long::sum);
  }

  private record Step(long missing, boolean more) {}

  private Mono<Step> step() {
    return position()
        .flatMap(after -> pay.ask(new ReadPaidEvents(after, STEP)))
        .flatMap(
            outcome ->
                outcome instanceof PaidEvents paid
                    ? missing(paid.events())
                        .flatMap(
                            missing ->
                                publish(missing)
                                    .then(goOn(paid.upTo()))
                                    .thenReturn(new Step(missing.size(), paid.more())))
                    : Mono.error(() -> refused(outcome)));
  }

  private Mono<Long> position() {
    return database
        .sql(POSITION)
        .bind("kept", kept.toSeconds() + " seconds")
        .mapValue(Long.class)
        .one();
  }

  private Mono<List<Long>> missing(List<PaidEvent> events) {
    if (events.isEmpty()) {
      return Mono.just(List.of());
    }
    return database
        .sql(MISSING)
        .bind("eventIds", events.stream().map(PaidEvent::eventId).toArray(String[]::new))
        .mapValue(String.class)
        .all()
        .collect(Collectors.toSet())
        .map(missing -> orders(events, missing));
  }

  private static List<Long> orders(List<PaidEvent> events, Set<String> missing) {
    return events.stream()
        .filter(event -> missing.contains(event.eventId()))
        .map(PaidEvent::orderId)
        .toList();
  }

  private Mono<Void> publish(List<Long> orders) {
    if (orders.isEmpty()) {
      return Mono.empty();
    }
    log.warn("{} paid orders have no delivery, the first is {}", orders.size(), orders.getFirst());
    return pay.ask(new PublishPaidEvents(orders))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? Mono.empty()
                    : Mono.error(() -> refused(outcome)));
  }

  private Mono<Void> goOn(long upTo) {
    return database.sql(GO_ON).bind("upTo", upTo).then();
  }

  private static IllegalStateException refused(Outcome outcome) {
    return new IllegalStateException(
        "pay-service does not tell which orders were paid: " + outcome);
  }
}
