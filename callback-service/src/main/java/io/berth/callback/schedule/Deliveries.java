package io.berth.callback.schedule;

import static io.berth.service.sql.Rows.value;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores due deliveries and their leases. Each operation is one statement, hence one transaction,
 * and errors when it takes longer than ten seconds. Only the database's clock says what is due and
 * whose lease has ended.
 */
@Repository
public class Deliveries {

  public static final String CHANNEL = "berth_deliveries";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Goes from app to app in the index, whatever lies between them: an app's backlog costs the
   * others nothing. The apps that have waited longest come first, each with a few deliveries.
   * Candidates are locked one by one by their id. PostgreSQL knows little of a backlog: after a
   * quiet hour it takes it for empty, and would read all of it for each candidate. What is pending
   * is therefore recognized there, and wherever ids are known, by having no end, of which no index
   * of pending ones tells.
   */
  private static final String LEASE =
      """
      with recursive waiting_apps as (
        (select app_id from deliveries where state = 'PENDING' order by app_id limit 1)
        union all
        select (select d.app_id from deliveries d
                where d.state = 'PENDING' and d.app_id > waiting_apps.app_id
                order by d.app_id limit 1)
        from waiting_apps where waiting_apps.app_id is not null
      ),
      due_apps as (
        select waiting_apps.app_id, coalesce(narrow.room, :per_app) as room
        from waiting_apps
        left join unnest(:apps, :room) as narrow (app_id, room) on narrow.app_id = waiting_apps.app_id
        cross join lateral (
          select d.due_at from deliveries d
          where d.state = 'PENDING' and d.app_id = waiting_apps.app_id and d.due_at <= now()
          order by d.due_at limit 1) as oldest
        where coalesce(narrow.room, :per_app) > 0
        order by oldest.due_at limit :limit
      ),
      candidates as (
        select due.id
        from due_apps
        cross join lateral (
          select d.id, d.due_at from deliveries d
          where d.state = 'PENDING' and d.app_id = due_apps.app_id and d.due_at <= now()
          order by d.due_at limit due_apps.room) as due
        order by due.due_at limit :limit
      ),
      locked as (
        select free.id
        from candidates
        cross join lateral (
          select d.id from deliveries d
          where d.id = candidates.id and d.finished_at is null and d.due_at <= now()
          for update skip locked) as free
      )
      update deliveries d
      set lease = :lease, due_at = now() + :length::interval
      from locked where d.id = locked.id
      returning d.id, d.app_id, d.attempts, d.event
      """;

  /** Goes from app to app in the index as well; a lease's end counts as due. */
  private static final String NEXT_DUE =
      """
      with recursive waiting_apps as (
        (select app_id from deliveries where state = 'PENDING' order by app_id limit 1)
        union all
        select (select d.app_id from deliveries d
                where d.state = 'PENDING' and d.app_id > waiting_apps.app_id
                order by d.app_id limit 1)
        from waiting_apps where waiting_apps.app_id is not null
      )
      select extract(epoch from min(first.due_at) - clock_timestamp())::float8 as seconds
      from waiting_apps
      cross join lateral (
        select d.due_at from deliveries d
        where d.state = 'PENDING' and d.app_id = waiting_apps.app_id and d.due_at > now()
        order by d.due_at limit 1) as first
      """;

  private static final String START =
      """
      insert into attempts (delivery_id, number, lease, target, started_at)
      select d.id, d.attempts + 1, d.lease, sent.target, now()
      from unnest(:ids, :targets) as sent (id, target)
      join deliveries d on d.id = sent.id
      where d.lease = :lease and d.finished_at is null and d.due_at > now() + :call::interval
      on conflict (delivery_id, number) do update
      set lease = excluded.lease, target = excluded.target, started_at = excluded.started_at,
          sends = attempts.sends + 1
      where attempts.finished_at is null
      returning delivery_id
      """;

  private static final String RELEASE =
      """
      update deliveries d
      set lease = null, due_at = now() + make_interval(secs => later.seconds)
      from unnest(:ids, :seconds) as later (id, seconds)
      where d.id = later.id and d.lease = :lease and d.finished_at is null
      """;

  private static final String NOT_WANTED =
      """
      update deliveries set state = 'NOT_WANTED', lease = null, finished_at = now()
      where id = any(:ids) and lease = :lease and finished_at is null
      """;

  private final DatabaseClient database;

  public Deliveries(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Leases due deliveries.
   *
   * @param limit how many at most
   * @param perApp how many of one app at most
   * @param room how many of some apps at most, where it is fewer
   */
  public Mono<List<LeasedDelivery>> lease(
      int limit, int perApp, Map<String, Integer> room, UUID lease, Duration length) {
    long leasedNanos = System.nanoTime();
    List<Map.Entry<String, Integer>> narrow = List.copyOf(room.entrySet());
    return database
        .sql(LEASE)
        .bind("apps", narrow.stream().map(Map.Entry::getKey).toArray(String[]::new))
        .bind("room", narrow.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
        .bind("per_app", perApp)
        .bind("limit", limit)
        .bind("lease", lease)
        .bind("length", interval(length))
        .map(row -> leased(row, lease, leasedNanos))
        .all()
        .collectList()
        .timeout(TIMEOUT);
  }

  /** Time until the next delivery is due that is not due yet; empty where there is none. */
  public Mono<Duration> nextDue() {
    return database
        .sql(NEXT_DUE)
        .map(row -> Optional.ofNullable(row.get("seconds", Double.class)))
        .one()
        .flatMap(Mono::justOrEmpty)
        .map(seconds -> Duration.ofMillis((long) Math.ceil(seconds * 1000)))
        .timeout(TIMEOUT);
  }

  private static LeasedDelivery leased(Readable row, UUID lease, long leasedNanos) {
    return new LeasedDelivery(
        value(row, "id", Long.class),
        lease,
        value(row, "app_id", String.class),
        value(row, "attempts", Integer.class),
        value(row, "event", String.class),
        leasedNanos);
  }

  /**
   * Records attempts that are about to be sent.
   *
   * @param targets by delivery
   * @param call how long sending may take: a lease that ends before is not used
   * @return the deliveries whose attempt may be sent
   */
  public Mono<List<Long>> start(UUID lease, Map<Long, String> targets, Duration call) {
    List<Map.Entry<Long, String>> sent = List.copyOf(targets.entrySet());
    return database
        .sql(START)
        .bind("ids", sent.stream().map(Map.Entry::getKey).toArray(Long[]::new))
        .bind("targets", sent.stream().map(Map.Entry::getValue).toArray(String[]::new))
        .bind("lease", lease)
        .bind("call", interval(call))
        .mapValue(Long.class)
        .all()
        .collectList()
        .timeout(TIMEOUT);
  }

  /** Gives deliveries back without an attempt; each is due again after its delay. */
  public Mono<Void> release(UUID lease, Map<Long, Duration> delays) {
    if (delays.isEmpty()) {
      return Mono.empty();
    }
    List<Map.Entry<Long, Duration>> later = List.copyOf(delays.entrySet());
    return database
        .sql(RELEASE)
        .bind("ids", later.stream().map(Map.Entry::getKey).toArray(Long[]::new))
        .bind(
            "seconds",
            later.stream()
                .map(entry -> entry.getValue().toMillis() / 1000.0)
                .toArray(Double[]::new))
        .bind("lease", lease)
        .then()
        .timeout(TIMEOUT);
  }

  public Mono<Void> markNotApplicable(UUID lease, Collection<Long> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : database
            .sql(NOT_WANTED)
            .bind("ids", ids.toArray(Long[]::new))
            .bind("lease", lease)
            .then()
            .timeout(TIMEOUT);
  }

  private static String interval(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }
}
