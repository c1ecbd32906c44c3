package io.berth.callback.delivery;

import io.berth.api.OrderEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Puts what came from the broker into PostgreSQL, once, however often it comes. */
@Repository
class Intake {

  /**
   * The first attempt is counted from the event's own time, as far as that is believable by the
   * database's clock. Other instances are told within the same transaction.
   */
  private static final String ADD =
      """
      with fresh as (
        insert into deliveries (event_id, order_id, app_id, trade_no, event, request_id, due_at)
        select event_id, order_id, app_id, trade_no, event, request_id,
               least(now() + delay, greatest(now(), at + delay))
        from unnest(:eventIds, :orderIds, :appIds, :tradeNos, :events, :requestIds, :times,
                    :delays)
             as new (event_id, order_id, app_id, trade_no, event, request_id, at, milliseconds),
             make_interval(secs => milliseconds / 1000.0) as delay
        on conflict (event_id) do nothing
        returning id
      )
      select count(*) as added,
             case when count(*) > 0 then pg_notify('berth_deliveries', '')::text end as told
      from fresh
      """;

  private static final String SET_ASIDE =
      """
      insert into poison_records (topic, partition, "offset", key, value, error)
      values (:topic, :partition, :offset, :key, :value, :error)
      on conflict do nothing
      """;

  private final DatabaseClient database;

  Intake(DatabaseClient database) {
    this.database = database;
  }

  /** Adds those that are not there yet and says how many that were. */
  Mono<Long> add(List<NewDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return Mono.just(0L);
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
        .map(row -> row.get("added", Long.class))
        .one();
  }

  private static <T> T[] column(
      List<NewDelivery> deliveries, IntFunction<T[]> array, Function<OrderEvent, T> value) {
    return deliveries.stream().map(delivery -> value.apply(delivery.event())).toArray(array);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  Mono<Void> setAside(PoisonRecord poison) {
    DatabaseClient.GenericExecuteSpec statement =
        database
            .sql(SET_ASIDE)
            .bind("topic", poison.topic())
            .bind("partition", poison.partition())
            .bind("offset", poison.offset())
            .bind("error", poison.error());
    byte[] key = poison.key();
    byte[] value = poison.value();
    statement = key == null ? statement.bindNull("key", byte[].class) : statement.bind("key", key);
    statement =
        value == null ? statement.bindNull("value", byte[].class) : statement.bind("value", value);
    return statement.then();
  }
}
