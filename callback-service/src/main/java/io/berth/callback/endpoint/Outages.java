package io.berth.callback.endpoint;

import io.berth.callback.endpoint.Endpoints.Change;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores the open breakers of every instance, for the console. Written only when a breaker opens or
 * closes; the latest entry counts.
 */
@Repository
public class Outages {

  private static final String OPEN =
      """
      insert into outages as o (app_id, origin, until)
      select told.app_id, told.origin, now() + make_interval(secs => told.seconds)
      from unnest(:apps, :origins, :seconds) as told (app_id, origin, seconds)
      order by told.app_id, told.origin
      on conflict (app_id, origin) do update set until = greatest(o.until, excluded.until)
      """;

  private static final String CLOSE =
      """
      delete from outages where (app_id, origin) in (
        select told.app_id, told.origin from unnest(:apps, :origins) as told (app_id, origin))
      """;

  private static final String FORGET =
      """
      delete from outages where until < now() - interval '10 minutes'
      """;

  private final DatabaseClient database;
  private final Endpoints endpoints;

  public Outages(DatabaseClient database, Endpoints endpoints) {
    this.database = database;
    this.endpoints = endpoints;
  }

  /** Records breakers that have changed since the last time. */
  public Mono<Void> note() {
    List<Change> changes = endpoints.takeChanges();
    if (changes.isEmpty()) {
      return Mono.empty();
    }
    List<Change> opened = changes.stream().filter(change -> change.openFor() != null).toList();
    List<Change> closed = changes.stream().filter(change -> change.openFor() == null).toList();
    return open(opened).then(close(closed)).doOnError(_ -> endpoints.putBack(changes));
  }

  private Mono<Void> open(List<Change> opened) {
    return opened.isEmpty()
        ? Mono.empty()
        : naming(OPEN, opened)
            .bind(
                "seconds",
                opened.stream()
                    .map(change -> Objects.requireNonNull(change.openFor()).toMillis() / 1000.0)
                    .toArray(Double[]::new))
            .then();
  }

  private Mono<Void> close(List<Change> closed) {
    return closed.isEmpty() ? Mono.empty() : naming(CLOSE, closed).then();
  }

  private DatabaseClient.GenericExecuteSpec naming(String statement, List<Change> changes) {
    return database
        .sql(statement)
        .bind("apps", changes.stream().map(it -> it.endpoint().appId()).toArray(String[]::new))
        .bind("origins", changes.stream().map(it -> it.endpoint().origin()).toArray(String[]::new));
  }

  /** Removes entries that no instance has renewed for a while: it may have ended. */
  public Mono<Void> forgetOld() {
    return database.sql(FORGET).then();
  }
}
