package io.berth.pay.appaccount;

import static io.berth.service.sql.Rows.value;

import io.berth.api.ErrorCode;
import io.berth.dialect.api.App;
import io.berth.pay.access.Refused;
import io.berth.service.directory.AppDirectory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Marks the accounts of apps in the database: posting guards them from then on. */
@Component
public class AppAccounts {
  private static final Logger log = LoggerFactory.getLogger(AppAccounts.class);

  private final DatabaseClient database;
  private final AccountMigration migration;
  private final ObjectProvider<AppDirectory> directory;

  /** App ids by uid, as the database has them. */
  private final Map<Long, String> marked = new ConcurrentHashMap<>();

  AppAccounts(
      DatabaseClient database, AccountMigration migration, ObjectProvider<AppDirectory> directory) {
    this.database = database;
    this.migration = migration;
    this.directory = directory;
  }

  /** Completes when money of the app can be moved; {@link Refused} where that has to wait. */
  public Mono<Void> ready(App app) {
    return app.appId().equals(marked.get(app.accounts().adminUid()))
        ? Mono.empty()
        : migration.finished().then(Mono.defer(() -> mark(app))).onErrorMap(this::later);
  }

  private Throwable later(Throwable failure) {
    // Another app's account is no matter of time: somebody has to look at it.
    boolean passes =
        failure instanceof DataAccessException
            && !(failure instanceof DataIntegrityViolationException);
    return passes ? Refused.because(ErrorCode.TOO_FREQUENT) : failure;
  }

  private Mono<Void> mark(App app) {
    return AccountMigration.mark(database, app.accounts().adminUid(), app.appId())
        .doOnSuccess(_ -> marked.put(app.accounts().adminUid(), app.appId()));
  }

  /** Marks accounts of apps that have not moved any money yet. */
  Mono<Void> markAll() {
    AppDirectory apps = directory.getIfAvailable();
    if (apps == null) {
      return Mono.empty();
    }
    Mono<Void> loaded = marked.isEmpty() ? load() : Mono.empty();
    return migration
        .finished()
        .then(loaded)
        .thenMany(Flux.defer(() -> Flux.fromIterable(apps.all())))
        .filter(app -> !app.appId().equals(marked.get(app.accounts().adminUid())))
        .concatMap(
            app ->
                mark(app)
                    .onErrorResume(
                        DataIntegrityViolationException.class,
                        conflict -> {
                          log.error(
                              "app {} names an account that is not its own: {}",
                              app.appId(),
                              conflict.getMessage());
                          return Mono.empty();
                        }))
        .then();
  }

  /** Id of the app whose money is in this account; empty where it is a person's. */
  public Mono<String> owner(long uid) {
    return database
        .sql("select app_id from app_accounts where uid = :uid")
        .bind("uid", uid)
        .mapValue(String.class)
        .one();
  }

  private Mono<Void> load() {
    return database
        .sql("select uid, app_id from app_accounts")
        .map(row -> Map.entry(value(row, "uid", Long.class), value(row, "app_id", String.class)))
        .all()
        .doOnNext(each -> marked.put(each.getKey(), each.getValue()))
        .then();
  }
}
