package io.berth.callback.ingest;

import static io.berth.service.sql.Rows.value;

import io.berth.api.order.OrderEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores new deliveries, once, however often their events arrive. */
@Repository
public class NewDeliveries {

  /**
   * Each month has an index of events of its own, so that the conflict names none. The first
   * attempt counts from the event's time, as far as the database's clock finds it plausible. Other
   * instances are notified of unleased deliveries in the same transaction.
   */
  private static final String ADD =
      """
      with fresh as (
        insert into deliveries
          (id, event_id, order_id, app_id, trade_no, event, request_id, lease, due_at)
        select next_delivery_id(order_id), event_id, order_id, app_id, trade_no, event, request_id,
               case when claimed then :lease end,
               case when claimed then now() + :length::interval
                    else least(now() + delay, greatest(now(), at + delay)) end
        from unnest(:eventIds, :orderIds, :appIds, :tradeNos, :events, :requestIds, :times,
                    :delays, :claimed)
             as new (event_id, order_id, app_id, trade_no, event, request_id, at, milliseconds,
                     claimed),
             make_interval(secs => milliseconds / 1000.0) as delay
        on conflict do nothing
        returning id, event_id, lease
      )
      select id, event_id,
             case when lease is null then pg_notify('berth_deliveries', '')::text end as told
      from fresh
      """;

  private final DatabaseClient database;

  public NewDeliveries(DatabaseClient database) {
    this.database = database;
  }

  /** Adds those that are not there yet, to be leased when they are due; says how many. */
  public Mono<Integer> add(List<NewDelivery> waiting) {
    return add(List.of(), UUID.randomUUID(), Duration.ZERO, waiting).map(Map::size);
  }

  /**
   * Adds those that are not there yet, and answers with their ids by the event's.
   *
   * @param leased they are leased from the beginning
   * @param waiting they are to be leased when they are due
   */
  public Mono<Map<String, Long>> add(
      List<NewDelivery> leased, UUID lease, Duration length, List<NewDelivery> waiting) {
    List<NewDelivery> deliveries = new ArrayList<>(leased);
    deliveries.addAll(waiting);
    if (deliveries.isEmpty()) {
      return Mono.just(Map.of());
    }
    return database
        .sql(ADD)
        .bind("eventIds", column(deliveries, String[]::new, OrderEvent::eventId))
        .bind("orderIds", column(deliveries, Long[]::new, event -> event.order().id()))
        .bind("appIds", column(deliveries, String[]::new, event -> event.order().appId()))
        .bind("tradeNos", column(deliveries, String[]::new, event -> event.order().tradeNo()))
        .bind("requestIds", column(deliveries, String[]::new, OrderEvent::requestId))
        .bind("times", column(deliveries, OffsetDateTime[]::new, event -> utc(event.at())))
        .bind("events", deliveries.stream().map(NewDelivery::json).toArray(String[]::new))
        .bind(
            "delays",
            deliveries.stream().map(delivery -> delivery.delay().toMillis()).toArray(Long[]::new))
        .bind("claimed", leases(leased.size(), deliveries.size()))
        .bind("lease", lease)
        .bind("length", length.toMillis() + " milliseconds")
        .map(row -> Map.entry(value(row, "event_id", String.class), value(row, "id", Long.class)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Boolean[] leases(int leased, int all) {
    return IntStream.range(0, all).mapToObj(place -> place < leased).toArray(Boolean[]::new);
  }

  private static <T> T[] column(
      List<NewDelivery> deliveries, IntFunction<T[]> array, Function<OrderEvent, T> value) {
    return deliveries.stream().map(delivery -> value.apply(delivery.event())).toArray(array);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
