package io.berth.callback.resend;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds and ends rounds that others take the place of. */
@Repository
class ResendRows {

  /**
   * The latest round of an order, unless its first attempt is still to come.
   *
   * @param event of that round, as JSON
   * @param rootEventId without the number of a round
   * @param number of the round: the event's own is the first
   */
  record Round(long orderId, String event, String rootEventId, int number) {}

  private static final String COLUMNS =
      """
      d.order_id, d.event, split_part(d.event_id, '.', 1) as root,
      coalesce(nullif(split_part(d.event_id, '.', 2), ''), '1')::integer as number
      """;

  private static final String IS_LATEST =
      """
      not exists (
        select from deliveries later
        where later.app_id = d.app_id and later.order_id = d.order_id and later.id > d.id)
      """;

  private static final String LATEST =
      "select "
          + COLUMNS
          + " from deliveries d where d.app_id = :app and d.order_id = any(:orders) and "
          + IS_LATEST
          + " and not (d.state = 'PENDING' and d.attempts = 0)";

  private static final String FAILED =
      "select "
          + COLUMNS
          + """
           from deliveries d
           where d.app_id = :app and d.created_at >= :since
             and (d.state = 'GIVEN_UP' or (d.state = 'PENDING' and d.attempts > 0)) and
          """
          + IS_LATEST
          + " order by d.order_id limit :limit";

  /** Ends former rounds. A round whose call is in flight ends with its result. */
  private static final String SUPERSEDE =
      """
      update deliveries d
      set state = 'SUPERSEDED', finished_at = coalesce(d.finished_at, now())
      where d.app_id = :app and d.order_id = any(:orders) and d.lease is null
        and (d.state = 'GIVEN_UP' or (d.state = 'PENDING' and d.attempts > 0))
        and exists (
          select from deliveries later
          where later.app_id = d.app_id and later.order_id = d.order_id and later.id > d.id)
      """;

  private final DatabaseClient database;

  ResendRows(DatabaseClient database) {
    this.database = database;
  }

  Flux<Round> latest(String appId, List<Long> orderIds) {
    return rounds(
        database.sql(LATEST).bind("app", appId).bind("orders", orderIds.toArray(Long[]::new)));
  }

  Flux<Round> failed(String appId, Instant since, int limit) {
    return rounds(
        database
            .sql(FAILED)
            .bind("app", appId)
            .bind("since", since.atOffset(ZoneOffset.UTC))
            .bind("limit", limit));
  }

  private static Flux<Round> rounds(GenericExecuteSpec query) {
    return query
        .map(
            row ->
                new Round(
                    Objects.requireNonNull(row.get("order_id", Long.class)),
                    Objects.requireNonNull(row.get("event", String.class)),
                    Objects.requireNonNull(row.get("root", String.class)),
                    Objects.requireNonNull(row.get("number", Integer.class))))
        .all();
  }

  Mono<Void> supersede(String appId, List<Long> orderIds) {
    return database
        .sql(SUPERSEDE)
        .bind("app", appId)
        .bind("orders", orderIds.toArray(Long[]::new))
        .then();
  }
}
