package io.berth.callback.inquiry;

import io.berth.api.delivery.DeliveryOutcome.Endpoint;
import io.berth.callback.schedule.ScheduleProperties;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads the endpoints of an app that are being called or do not respond, on any instance. */
@Repository
class EndpointViews {

  private static final int MOST = 20;
  private static final int MOST_CALLS = 1000;

  /** Leased deliveries are due again when their lease ends: that bounds the query. */
  private static final String OF_APP =
      """
      with calls as (
        select substring(a.target from '^[a-z]+://[^/]*') as origin, count(*) as calls
        from (
          select id, attempts, lease from deliveries
          where app_id = :app and state = 'PENDING' and lease is not null
            and due_at > now() and due_at <= now() + :lease::interval
          limit :calls) as d
        join attempts a on a.delivery_id = d.id and a.number = d.attempts + 1
          and a.lease = d.lease and a.finished_at is null
        group by 1
      ),
      silent as (
        select origin, until from outages
        where app_id = :app and until > now() - interval '10 minutes'
      )
      select coalesce(calls.origin, silent.origin) as origin,
             coalesce(calls.calls, 0)::int as calls,
             silent.until as left_alone_until
      from calls full join silent on silent.origin = calls.origin
      order by 1 limit :most
      """;

  private final DatabaseClient database;
  private final Duration lease;

  EndpointViews(DatabaseClient database, ScheduleProperties properties) {
    this.database = database;
    this.lease = properties.lease();
  }

  Flux<Endpoint> of(String appId) {
    return database
        .sql(OF_APP)
        .bind("app", appId)
        .bind("lease", lease.toMillis() + " milliseconds")
        .bind("calls", MOST_CALLS)
        .bind("most", MOST)
        .mapProperties(Endpoint.class)
        .all();
  }
}
