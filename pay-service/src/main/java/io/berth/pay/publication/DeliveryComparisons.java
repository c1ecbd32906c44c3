package io.berth.pay.publication;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.PaidEventCommand.PublishPaidEvents;
import io.berth.api.order.PaidEventCommand.ReadPaidEvents;
import io.berth.api.order.PaidEventOutcome;
import io.berth.api.order.PaidEventOutcome.PaidEvent;
import io.berth.pay.access.Refused;
import io.berth.pay.prepayment.PrepaymentProperties;
import io.berth.service.trace.RequestId;
import io.berth.service.wakeup.WakeUp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers callback-service, which compares paid orders with its deliveries. Whatever was lost
 * between the two, an outbox row, a record of the topic or a delivery, is found by the order
 * itself.
 */
@Component
class DeliveryComparisons {

  private static final Logger log = LoggerFactory.getLogger(DeliveryComparisons.class);
  private static final String PERMISSION = "event:compare";
  private static final int MOST = 1000;

  private static final String READ =
      """
      select o.id, o.status = 'PAID' as paid, coalesce(b.version, 1) as version
        from (select id, status from orders
               where id > :after
                 and id < order_id_at(clock_timestamp() - make_interval(secs => :seconds))
               order by id limit :limit) o
        left join lateral (
             select version from outbox
              where order_id = o.id and kind = 'SETTLED' order by version limit 1) b on true
       order by o.id
      """;

  // What is on its way for the first time is left alone.
  private static final String PUBLISH =
      """
      with asked as (
        select id, settled_at from orders where id = any (:ids) and status = 'PAID'),
      again as (
        update outbox b set published_at = null, noticed_at = null, republished = 0
          from asked a
         where b.order_id = a.id and b.kind = 'SETTLED' and b.published_at is not null
        returning b.order_id),
      made as (
        insert into outbox (order_id, version, kind, request_id, at)
        select a.id, 1, 'SETTLED', :request, a.settled_at from asked a
         where not exists (
               select from outbox b where b.order_id = a.id and b.kind = 'SETTLED')
        on conflict do nothing
        returning order_id)
      select (select count(*) from again) as again, (select count(*) from made) as made
      """;

  private record Row(long id, boolean paid, long version) {}

  private record Mended(long deliveries, long events) {}

  private final DatabaseClient database;
  private final WakeUp wakeUp;
  private final Duration quiet;
  private final Counter deliveries;
  private final Counter events;

  DeliveryComparisons(
      DatabaseClient database,
      WakeUp wakeUp,
      PrepaymentProperties prepayments,
      OutboxProperties properties,
      MeterRegistry meters) {
    this.database = database;
    this.wakeUp = wakeUp;
    // Until then an order may still be paid, or its event be on its way.
    this.quiet = prepayments.lifetime().plus(properties.unacknowledgedAfter());
    this.deliveries = counter(meters, "delivery");
    this.events = counter(meters, "event");
  }

  private static Counter counter(MeterRegistry meters, String missing) {
    return Counter.builder("berth.orders.mended")
        .description("Paid orders that nobody would have told the merchant of")
        .tag("missing", missing)
        .register(meters);
  }

  Mono<Outcome> read(ReadPaidEvents command, Caller caller) {
    requireComparing(caller);
    require(command.limit() >= 1 && command.limit() <= MOST);
    return read(command.after(), command.limit());
  }

  Mono<Outcome> publish(PublishPaidEvents command, Caller caller) {
    requireComparing(caller);
    require(command.orderIds().size() <= MOST);
    return publish(command.orderIds());
  }

  private static void requireComparing(Caller caller) {
    if (caller.kind() != Caller.Kind.SERVICE || !caller.permissions().contains(PERMISSION)) {
      throw Refused.because(ErrorCode.NO_PERMISSION);
    }
  }

  private static void require(boolean withinLimit) {
    if (!withinLimit) {
      throw Refused.because(ErrorCode.BAD_PARAMETER, "1 to " + MOST);
    }
  }

  private Mono<Outcome> read(long after, int limit) {
    return database
        .sql(READ)
        .bind("after", after)
        .bind("seconds", quiet.toMillis() / 1000.0)
        .bind("limit", limit)
        .map(
            row ->
                new Row(
                    value(row, "id", Long.class),
                    value(row, "paid", Boolean.class),
                    value(row, "version", Long.class)))
        .all()
        .collectList()
        .map(
            rows ->
                new PaidEventOutcome.PaidEvents(
                    rows.stream()
                        .filter(Row::paid)
                        .map(row -> new PaidEvent(row.id, new EventId(row.id, row.version).text()))
                        .toList(),
                    rows.isEmpty() ? after : rows.getLast().id,
                    rows.size() == limit));
  }

  private Mono<Outcome> publish(List<Long> orderIds) {
    return database
        .sql(PUBLISH)
        .bind("ids", orderIds.toArray(Long[]::new))
        .bind("request", RequestId.ofTask("comparison"))
        .map(row -> new Mended(value(row, "again", Long.class), value(row, "made", Long.class)))
        .one()
        .doOnNext(this::count)
        .thenReturn(new Outcome.Done());
  }

  private void count(Mended mended) {
    deliveries.increment(mended.deliveries);
    events.increment(mended.events);
    log.warn(
        "paid orders without a delivery: {} whose event was lost, and {} whose delivery was",
        mended.events,
        mended.deliveries);
    wakeUp.signal();
  }
}
