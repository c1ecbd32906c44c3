package io.berth.pay.ledgeraudit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares balances with the entries that made them. Each comparison is one statement, hence one
 * snapshot, so that it needs no lock and sees no payment half done.
 */
@Component
public class Auditor {

  private static final Logger log = LoggerFactory.getLogger(Auditor.class);

  /** Kind of comparison. */
  public enum Pass {
    /**
     * Accounts that have new entries or were wrong, and a portion of all, each from where it was
     * last found right.
     */
    INCREMENTAL,
    /** Everything from the first entry on. */
    FULL
  }

  /**
   * @param differences how many accounts are wrong
   */
  private record Report(Instant finishedAt, long differences) {}

  /** Entries since and up to, accounts after and up to the last. */
  private record Bounds(OffsetDateTime since, OffsetDateTime upto, long after, long last) {}

  private final DatabaseClient database;
  private final AuditDifferences differences;
  private final TransactionalOperator transaction;
  private final AuditProperties properties;
  private final Map<Pass, Report> reports = new ConcurrentHashMap<>();

  Auditor(
      DatabaseClient database,
      AuditDifferences differences,
      TransactionalOperator transaction,
      AuditProperties properties,
      MeterRegistry meters) {
    this.database = database;
    this.differences = differences;
    this.transaction = transaction;
    this.properties = properties;
    for (Pass pass : Pass.values()) {
      String name = pass.name().toLowerCase(Locale.ROOT);
      Gauge.builder("berth.audit.difference", () -> differences(pass))
          .description("Accounts whose balance is not what their entries say; must be 0")
          .tag("pass", name)
          .register(meters);
      Gauge.builder("berth.audit.last.finished", () -> finishedAt(pass))
          .description("When the last comparison ended, in seconds since 1970")
          .tag("pass", name)
          .register(meters);
    }
  }

  private double differences(Pass pass) {
    Report report = reports.get(pass);
    return report == null ? Double.NaN : report.differences;
  }

  private double finishedAt(Pass pass) {
    Report report = reports.get(pass);
    return report == null ? 0 : report.finishedAt.toEpochMilli() / 1000.0;
  }

  /** Makes the pass if it is due, unless another instance is at it, and learns what is known. */
  Mono<Void> audit(Pass pass) {
    return passIfDue(pass).then(learn());
  }

  private Mono<Void> passIfDue(Pass pass) {
    Duration interval =
        switch (pass) {
          case INCREMENTAL -> properties.interval();
          case FULL -> properties.fullInterval();
        };
    return database
        .sql(AuditQueries.DUE)
        .bind("pass", pass.ordinal())
        .bind("kind", pass.name())
        // A little less than the interval: the clock that calls is another one.
        .bind("seconds", interval.toMillis() * 0.9 / 1000)
        .map(row -> Objects.requireNonNull(row.get("due", Boolean.class)))
        .one()
        .filter(due -> due)
        .flatMap(due -> pass(pass))
        .as(transaction::transactional);
  }

  /** Asks for a full pass, and begins it where no other instance is at one. */
  public Mono<Void> start() {
    return request().doOnSuccess(_ -> begin());
  }

  /** Asks for a full pass, which the next round begins. */
  Mono<Void> request() {
    return database
        .sql(
            """
            insert into audit_requests (requested_at) values (clock_timestamp())
            on conflict (one) do update set requested_at = excluded.requested_at
            """)
        .then();
  }

  /** Not waited for: it may take minutes. Whatever comes in between, the next round makes it up. */
  private void begin() {
    audit(Pass.FULL)
        .subscribe(_ -> {}, failure -> log.warn("the full pass failed, and comes later", failure));
  }

  /** Compares now, remembers what is right, and reports what is wrong. */
  public Mono<Void> pass(Pass pass) {
    Flux<AuditDifference> compared =
        switch (pass) {
          case INCREMENTAL -> incremental();
          case FULL -> database.sql(AuditQueries.FULL).map(AuditDifference::of).all();
        };
    return compared
        .doOnNext(wrong -> log.error("{} audit: {}", pass, wrong.description()))
        .reduce(new Wrong(0, List.of()), Wrong::and)
        .flatMap(
            wrong ->
                differences
                    .replace(pass, wrong.first())
                    .then(
                        database
                            .sql(AuditQueries.FINISH)
                            .bind("kind", pass.name())
                            .bind("differences", wrong.count())
                            .then()))
        .as(transaction::transactional);
  }

  /**
   * All differences of a pass.
   *
   * @param first so many as are kept
   */
  private record Wrong(long count, List<AuditDifference> first) {
    Wrong and(AuditDifference one) {
      return new Wrong(
          count + 1,
          first.size() < AuditDifferences.MOST
              ? Stream.concat(first.stream(), Stream.of(one)).toList()
              : first);
    }
  }

  private Flux<AuditDifference> incremental() {
    double share = (double) properties.interval().toMillis() / properties.round().toMillis();
    return database
        .sql(AuditQueries.BOUNDS)
        .bind("share", share)
        .mapProperties(Bounds.class)
        .one()
        .flatMapMany(
            bounds ->
                database
                    .sql(AuditQueries.INCREMENTAL)
                    .bindProperties(bounds)
                    .map(AuditDifference::of)
                    .all()
                    .concatWith(
                        database
                            .sql(AuditQueries.PROGRESS)
                            .bind("upto", bounds.upto)
                            .bind("last", bounds.last)
                            .then()
                            .cast(AuditDifference.class)));
  }

  private Mono<Void> learn() {
    return database
        .sql("select kind, finished_at, differences from audit_passes")
        .map(
            row ->
                reports.put(
                        Pass.valueOf(Objects.requireNonNull(row.get("kind", String.class))),
                        new Report(
                            Objects.requireNonNull(row.get("finished_at", Instant.class)),
                            Objects.requireNonNull(row.get("differences", Long.class))))
                    == null)
        .all()
        .then();
  }
}
