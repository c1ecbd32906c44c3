package io.berth.callback.result;

import static io.berth.service.sql.Rows.value;

import io.berth.api.delivery.DeliveryEvent;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores results that are committed but perhaps not published. */
@Repository
public class ResultOutbox {

  private static final String WAITING =
      """
      with batch as (
        select id, delivery_ids, numbers from unpublished_results
        where recorded_at < now() - :age::interval
        order by id limit :limit
      )
      select batch.id as batch, a.number, a.http_status, a.delivered, a.finished_at,
             d.event_id, d.order_id, d.app_id, d.request_id
      from batch
      cross join unnest(batch.delivery_ids, batch.numbers) as result (delivery_id, number)
      join attempts a on a.delivery_id = result.delivery_id and a.number = result.number
      join deliveries d on d.id = a.delivery_id
      order by batch.id
      """;

  /** Adds each attempt to the totals with the note that its batch is published. */
  private static final String PUBLISHED =
      """
      with published as (
        delete from unpublished_results where id = any(:batches) returning delivery_ids, numbers
      )
      insert into attempt_totals as t (app_id, minutes, slot, problem, up_to_ms, answered,
                                       attempts, given_up)
      select owner.app_id, length.minutes,
             date_bin(make_interval(mins => length.minutes), a.finished_at, timestamptz 'epoch'),
             coalesce(a.problem, ''),
             power(2, ceil(log(2, greatest(a.duration_ms, 1))))::integer,
             a.http_status > 0, count(*),
             count(*) filter (where d.state = 'GIVEN_UP' and d.attempts = a.number)
      from published
      cross join unnest(published.delivery_ids, published.numbers) as result (delivery_id, number)
      -- One by one: joined, small batches would have both tables read from end to end.
      cross join lateral (
        select * from attempts
        where delivery_id = result.delivery_id and number = result.number limit 1) a
      cross join lateral (
        select * from deliveries where id = result.delivery_id limit 1) d
      join attempt_totals_start s on a.finished_at >= s.since
      -- All apps together are those of live.
      join lateral (values (d.app_id), (''))
        as owner (app_id) on owner.app_id <> '' or d.app_id not like 'test:%'
      cross join (values (5), (60)) as length (minutes)
      group by 1, 2, 3, 4, 5, 6
      order by 1, 2, 3, 4, 5, 6
      on conflict (app_id, minutes, slot, problem, up_to_ms, answered)
        do update set attempts = t.attempts + excluded.attempts,
                      given_up = t.given_up + excluded.given_up
      """;

  /** Results that have waited, and the batch that they were recorded with. */
  record Waiting(long batch, List<DeliveryEvent> events) {}

  private record Row(long batch, DeliveryEvent event) {}

  private final DatabaseClient database;

  public ResultOutbox(DatabaseClient database) {
    this.database = database;
  }

  /**
   * The oldest batches that have waited for so long, whole.
   *
   * @param limit how many batches at most
   */
  Mono<List<Waiting>> waiting(Duration age, int limit) {
    return database
        .sql(WAITING)
        .bind("age", age.toMillis() + " milliseconds")
        .bind("limit", limit)
        .map(ResultOutbox::row)
        .all()
        .bufferUntilChanged(Row::batch)
        .map(rows -> new Waiting(rows.getFirst().batch, rows.stream().map(Row::event).toList()))
        .collectList();
  }

  Mono<Void> published(Collection<Long> batches) {
    return database.sql(PUBLISHED).bind("batches", batches.toArray(Long[]::new)).then();
  }

  private static Row row(Readable row) {
    return new Row(
        value(row, "batch", Long.class),
        new DeliveryEvent(
            value(row, "event_id", String.class),
            value(row, "order_id", Long.class),
            value(row, "app_id", String.class),
            value(row, "number", Integer.class),
            value(row, "http_status", Integer.class),
            value(row, "delivered", Boolean.class),
            value(row, "finished_at", Instant.class),
            value(row, "request_id", String.class)));
  }
}
