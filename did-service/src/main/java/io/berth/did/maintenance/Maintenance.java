package io.berth.did.maintenance;

import io.berth.service.retention.DeletedRows;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Deletes expired rows in small steps. Rows that another instance is deleting are skipped, so that
 * several may do it at once.
 */
@Component
public final class Maintenance {
  private static final List<Expired> EXPIRED =
      List.of(
          new Expired("sessions", "expires_at", "now()"),
          new Expired("verification_codes", "expires_at", "now()"),
          new Expired("mailed_codes", "expires_at", "now()"),
          new Expired("failed_guesses", "expires_at", "now()"),
          new Expired("second_factor_enrolments", "expires_at", "now()"),
          new Expired("recoveries", "expires_at", "now()"),
          new Expired("address_changes", "expires_at", "now()"),
          new Expired("company_invitations", "expires_at", "now()"),
          new Expired("throttles", "expires_at", "now()"),
          new Expired("test_mails", "expires_at", "now()"),
          // For longer than an event is mailed, so that one that comes again is known.
          new Expired("payment_notices", "created_at", "now() - interval '2 days'"),
          new Expired("pay_tokens", "expires_at", "now()"),
          new Expired("ended_tokens", "expires_at", "now()"),
          new Expired("game_tokens", "expires_at", "now()"),
          // A used code is kept so that a second use of it is noticed.
          new Expired("access_codes", "expires_at", "now() - interval '1 day'"),
          new Expired("token_families", "refresh_expires_on", "current_date - 1"));

  private record Expired(String table, String column, String before) {}

  /**
   * @param interval Time between deletions of expired rows, 100ms to 24h.
   * @param batch Most rows deleted by one statement, 1 to 10000.
   */
  @ConfigurationProperties("berth.did.cleanup")
  record Properties(@DefaultValue("1m") Duration interval, @DefaultValue("500") int batch) {
    Properties {
      Assert.isTrue(
          interval.toMillis() >= 100 && interval.toHours() <= 24,
          "berth.did.cleanup.interval is not between 100ms and 24h");
      Assert.isTrue(batch >= 1 && batch <= 10_000, "berth.did.cleanup.batch is not in 1..10000");
    }
  }

  private final DatabaseClient database;
  private final Properties properties;
  private final DeletedRows deletedRows;

  Maintenance(DatabaseClient database, Properties properties, DeletedRows deletedRows) {
    this.database = database;
    this.properties = properties;
    this.deletedRows = deletedRows;
  }

  public Mono<Void> round() {
    return Flux.fromIterable(EXPIRED)
        .concatMap(
            expired ->
                deletedRows.inSteps(expired.table(), properties.batch(), () -> step(expired)))
        .then();
  }

  private Mono<Long> step(Expired expired) {
    return database
        .sql(
            // In order, or the planner takes any rows from the table's beginning for a good start.
            String.format(
                Locale.ROOT,
                """
            delete from %1$s where ctid = any (array(
              select ctid from %1$s where %2$s < %3$s order by %2$s limit %4$d
              for update skip locked)) and %2$s < %3$s
            """,
                expired.table(),
                expired.column(),
                expired.before(),
                properties.batch()))
        .fetch()
        .rowsUpdated();
  }
}
