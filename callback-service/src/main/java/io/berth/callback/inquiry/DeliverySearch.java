package io.berth.callback.inquiry;

import io.berth.api.TimeSpan;
import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.Delivery;
import io.berth.api.delivery.DeliveryCommand.Filter;
import io.berth.api.delivery.DeliveryCommand.Position;
import io.berth.api.delivery.DeliveryCommand.ReadDeliveries;
import io.berth.api.delivery.DeliveryCommand.ReadLatestRounds;
import io.berth.api.delivery.DeliveryCommand.SearchDeliveries;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.api.delivery.DeliveryOutcome.LatestRound;
import io.berth.api.delivery.DeliveryOutcome.LatestRounds;
import io.berth.callback.app.CallerApp;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Lists the deliveries of one app. */
@Repository
class DeliverySearch {

  static final String FAILED = "(d.state = 'GIVEN_UP' or (d.state = 'PENDING' and d.attempts > 0))";

  static final String UNACKNOWLEDGED =
      FAILED
          + """
           and d.event::jsonb -> 'order' ->> 'status' = 'PAID'
           and not exists (
             select from deliveries other
             where other.app_id = d.app_id and other.order_id = d.order_id
               and other.state = 'DELIVERED')
          """;

  private static final String WITH_PROBLEM = " and x.problem = :problem";
  private static final String ATTEMPTED =
      " and x.finished_at >= :attemptedFrom and x.finished_at < :attemptedTo";

  private static final int MOST = 100;
  private static final int ROUNDS = 50;
  private static final int ATTEMPTS = 300;

  /** How far a list looks for what its filter wants, before it asks to be continued. */
  private static final int SCAN = 20_000;

  private final DatabaseClient database;

  DeliverySearch(DatabaseClient database) {
    this.database = database;
  }

  /** Reads an index that has an order's rounds together. */
  Mono<LatestRounds> latest(ReadLatestRounds command, CallerApp app) {
    return database
        .sql(
            """
            select o.id as order_id, d.state, d.attempts from unnest(:orders) as o (id)
            cross join lateral (
              select * from deliveries where app_id = :app and order_id = o.id
              order by id desc limit 1) d
            """)
        .bind("app", app.id())
        .bind("orders", command.orderIds().stream().limit(MOST).toArray(Long[]::new))
        .mapProperties(LatestRound.class)
        .all()
        .collectList()
        .map(LatestRounds::new);
  }

  /** All rounds of an order with their attempts, the latest first. */
  Mono<Deliveries> ofOrder(ReadDeliveries command, CallerApp app) {
    Acknowledgement expected = app.callbacks().acknowledgement();
    return database
        .sql(
            "select "
                + DeliveryRows.COLUMNS
                + ", "
                + DeliveryRows.ATTEMPT_COLUMNS
                + """
                 from (select * from deliveries
                        where app_id = :app and order_id = :order
                        order by id desc limit :rounds) d
                 left join attempts a on a.delivery_id = d.id
                order by d.id desc, a.number desc limit :attempts
                """)
        .bind("app", app.id())
        .bind("order", command.orderId())
        .bind("rounds", ROUNDS)
        .bind("attempts", ATTEMPTS)
        .map(row -> DeliveryRows.delivery(row, attempts(row, expected)))
        .all()
        .collectList()
        .map(rows -> new Deliveries(joined(rows), null));
  }

  /** One row per attempt, together again. */
  private static List<Delivery> joined(List<Delivery> rows) {
    Map<Long, Delivery> rounds = new LinkedHashMap<>();
    for (Delivery row : rows) {
      rounds.merge(row.id(), row, DeliverySearch::with);
    }
    return List.copyOf(rounds.values());
  }

  private static Delivery with(Delivery round, Delivery more) {
    List<Delivery.Attempt> attempts = new ArrayList<>(round.attempts());
    attempts.addAll(more.attempts());
    return new Delivery(
        round.id(),
        round.orderId(),
        round.tradeNo(),
        round.state(),
        round.again(),
        round.made(),
        round.nextAt(),
        round.createdAt(),
        round.finishedAt(),
        round.requestId(),
        attempts);
  }

  private static List<Delivery.Attempt> attempts(Readable row, Acknowledgement expected) {
    Delivery.Attempt attempt = DeliveryRows.attempt(row, expected);
    return attempt == null ? List.of() : List.of(attempt);
  }

  /** In the order of their orders; the index is read from either end. */
  Mono<Deliveries> search(SearchDeliveries asked, CallerApp app) {
    Acknowledgement expected = app.callbacks().acknowledgement();
    int limit = Math.clamp(asked.limit(), 1, MOST);
    Position start = asked.oldestFirst() ? new Position(0, 0) : new Position(Long.MAX_VALUE, 0);
    Position after = asked.after() == null ? start : asked.after();
    return narrowed(bound(list(asked), app.id(), after), asked)
        .bind("limit", limit)
        .map(row -> DeliveryRows.delivery(row, attempts(row, expected)))
        .all()
        .collectList()
        .flatMap(
            found -> {
              if (found.size() == limit) {
                Delivery last = found.getLast();
                return Mono.just(new Deliveries(found, new Position(last.orderId(), last.id())));
              }
              return scanEnd(asked, app.id(), after)
                  .map(end -> new Deliveries(found, end))
                  .defaultIfEmpty(new Deliveries(found, null));
            });
  }

  /** Where the list stopped looking, if there is more beyond. */
  private Mono<Position> scanEnd(SearchDeliveries asked, String appId, Position after) {
    return bound(
            "select d.order_id, d.id as delivery_id from ("
                + scanned(asked)
                + ") d"
                + order(!asked.oldestFirst())
                + " limit 1 offset (select case when count(*) < "
                + SCAN
                + " then count(*) else 0 end from ("
                + scanned(asked)
                + ") s)",
            appId,
            after)
        .mapProperties(Position.class)
        .one();
  }

  private GenericExecuteSpec bound(String sql, String appId, Position after) {
    return database.sql(sql).bind("app", appId).bindProperties(after);
  }

  private static GenericExecuteSpec narrowed(GenericExecuteSpec spec, SearchDeliveries asked) {
    GenericExecuteSpec narrowed = spec;
    if (asked.problem() != null) {
      narrowed = narrowed.bind("problem", asked.problem().name());
    }
    TimeSpan attempted = asked.attempted();
    if (attempted != null) {
      narrowed =
          narrowed
              .bind("attemptedFrom", attempted.from().atOffset(ZoneOffset.UTC))
              .bind("attemptedTo", attempted.to().atOffset(ZoneOffset.UTC));
    }
    return asked.since() == null
        ? narrowed
        : narrowed.bind("since", asked.since().atOffset(ZoneOffset.UTC));
  }

  private static String list(SearchDeliveries asked) {
    return "select "
        + DeliveryRows.COLUMNS
        + ", "
        + DeliveryRows.ATTEMPT_COLUMNS
        + " from ("
        + scanned(asked)
        + """
        ) d
        left join lateral (
          select * from attempts where delivery_id = d.id order by number desc limit 1) a on true
        where """
        + " "
        + condition(asked.filter())
        + (asked.since() == null ? "" : " and d.created_at >= :since")
        + withAttempt(asked)
        + order(asked.oldestFirst())
        + " limit :limit";
  }

  /** Looked up for each delivery: as a join, all attempts of all apps would be read. */
  private static String withAttempt(SearchDeliveries asked) {
    String wanted =
        (asked.problem() == null ? "" : WITH_PROBLEM)
            + (asked.attempted() == null ? "" : ATTEMPTED);
    return wanted.isEmpty()
        ? ""
        : " and (select true from attempts x where x.delivery_id = d.id" + wanted + " limit 1)";
  }

  private static String order(boolean oldestFirst) {
    return oldestFirst ? " order by d.order_id, d.id" : " order by d.order_id desc, d.id desc";
  }

  private static String scanned(SearchDeliveries asked) {
    String narrow =
        switch (asked.filter()) {
          case FAILED, UNACKNOWLEDGED -> " and " + FAILED;
          case PENDING -> " and d.state = 'PENDING'";
          case ALL, RECEIVED -> "";
        };
    return "select d.* from deliveries d where d.app_id = :app"
        + " and (d.order_id, d.id) "
        + (asked.oldestFirst() ? ">" : "<")
        + " (:orderId, :deliveryId)"
        + narrow
        + order(asked.oldestFirst())
        + " limit "
        + SCAN;
  }

  private static String condition(Filter filter) {
    return switch (filter) {
      case RECEIVED -> "d.state = 'DELIVERED'";
      case UNACKNOWLEDGED -> UNACKNOWLEDGED;
      case ALL, PENDING, FAILED -> "true";
    };
  }
}
