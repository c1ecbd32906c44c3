package io.berth.pay.erasure;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores who is erased, or being erased, and closes the accounts. */
@Repository
public class ErasedPeople {

  private final DatabaseClient database;

  ErasedPeople(DatabaseClient database) {
    this.database = database;
  }

  /** Whether a person is erased, or being erased. */
  public Mono<Boolean> contains(long uid) {
    return database
        .sql("select exists (select from erasures where uid = :uid)")
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * Closes the accounts of a person; nothing is credited to them any more.
   *
   * @return why they cannot be closed; empty where they are
   */
  Mono<String> begin(long uid) {
    return database
        .sql("select coalesce(begin_erasure(:uid), '')")
        .bind("uid", uid)
        .mapValue(String.class)
        .one();
  }

  /** Opens the accounts of a person again who was not erased. */
  Mono<Void> cancel(long uid) {
    return database.sql("select cancel_erasure(:uid)").bind("uid", uid).then();
  }

  /** Notes that did-service has erased the person. */
  Mono<Void> finish(long uid) {
    return database.sql("select finish_erasure(:uid)").bind("uid", uid).then();
  }

  /** People of whom it is not known whether did-service has erased them. */
  Flux<Long> unfinished(Duration since, int limit) {
    return database
        .sql(
            """
            select uid from erasures
             where finished_at is null and begun_at < now() - make_interval(secs => :seconds)
             order by begun_at limit :limit
            """)
        .bind("seconds", (double) since.toSeconds())
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }
}
