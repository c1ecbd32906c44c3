package io.berth.did.developer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppOutcome.KeyState;
import io.berth.api.app.AppOutcome.KeyUse;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.AppRecord;
import io.berth.dialect.http.AddressRange;
import io.berth.did.app.AppPublisher;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppRules;
import io.berth.did.app.Apps;
import io.berth.did.text.Lengths;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates, changes and deletes an app's access keys. */
@Component
final class AppKeys {
  private static final String SECRET = "secret_key";
  private static final int LONGEST_NAME = 64;
  private static final int MOST_RANGES = 50;

  private final AppRecords records;
  private final SecretBox box;
  private final AppPublisher publisher;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  AppKeys(
      AppRecords records,
      SecretBox box,
      AppPublisher publisher,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.records = records;
    this.box = box;
    this.publisher = publisher;
    this.database = database;
    this.transaction = transaction;
  }

  public Mono<Outcome> create(String appId, CreateKey create) {
    if (!AppRules.isAccessKey(create.accessKey())) {
      return Mono.just(Invalid.of("access_key", "malformed"));
    }
    Invalid problem = problem(create.name(), create.ips());
    if (problem != null) {
      return Mono.just(problem);
    }
    return locked(
        appId,
        app -> {
          if (find(app, create.accessKey()) != null) {
            return Mono.just(Invalid.of("access_key", "exists"));
          }
          if (app.credentials().keys().size() >= Apps.MOST_KEYS) {
            return Mono.just(
                Invalid.of("access_key", "too-many", Integer.toString(Apps.MOST_KEYS)));
          }
          String secret = NewSecrets.secret();
          return insert(appId, create, secret)
              .then(publisher.publish(appId))
              .thenReturn(
                  new SecretsMade(appId, List.of(new Made(SECRET, create.accessKey(), secret))));
        });
  }

  private Mono<Void> insert(String appId, CreateKey create, String secret) {
    return database
        .sql(
            """
            insert into app_keys (app_id, access_key, sealed_secret, ips, name, created_at)
            values (:appId, :accessKey, :sealedSecret, :ips, :name, clock_timestamp())
            """)
        .bind("appId", appId)
        .bind("accessKey", create.accessKey())
        .bind(
            "sealedSecret", box.encrypt(secret, AppDecryptor.keyContext(appId, create.accessKey())))
        .bind("ips", create.ips().toArray(String[]::new))
        .bind("name", create.name())
        .then();
  }

  public Mono<Outcome> change(String appId, ChangeKey change) {
    Invalid problem = problem(change.name(), change.ips());
    if (problem != null) {
      return Mono.just(problem);
    }
    return locked(
        appId,
        app ->
            database
                .sql(
                    """
                    update app_keys set name = :name, ips = :ips, enabled = :enabled
                    where app_id = :appId and access_key = :accessKey
                    """)
                .bind("appId", appId)
                .bind("accessKey", change.accessKey())
                .bind("name", change.name())
                .bind("ips", change.ips().toArray(String[]::new))
                .bind("enabled", change.enabled())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> afterOne(appId, rows)));
  }

  public Mono<Outcome> delete(String appId, String accessKey) {
    return locked(
        appId,
        app ->
            database
                .sql("delete from app_keys where app_id = :appId and access_key = :accessKey")
                .bind("appId", appId)
                .bind("accessKey", accessKey)
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> afterOne(appId, rows)));
  }

  private Mono<Outcome> afterOne(String appId, long rows) {
    return rows == 0
        ? Mono.just(Refusal.of(ErrorCode.KEY_UNKNOWN))
        : publisher.publish(appId).thenReturn(new Outcome.Done());
  }

  Mono<List<KeyState>> of(String appId, Map<String, KeyUse> uses) {
    return database
        .sql(
            """
            select access_key, name, enabled, ips, created_at from app_keys
            where app_id = :appId order by created_at, access_key
            """)
        .bind("appId", appId)
        .map(
            row -> {
              String accessKey = Objects.requireNonNull(row.get("access_key", String.class));
              return new KeyState(
                  accessKey,
                  Objects.requireNonNull(row.get("name", String.class)),
                  Boolean.TRUE.equals(row.get("enabled", Boolean.class)),
                  List.of(Objects.requireNonNull(row.get("ips", String[].class))),
                  Objects.requireNonNull(row.get("created_at", Instant.class)),
                  uses.get(accessKey));
            })
        .all()
        .collectList();
  }

  private Mono<Outcome> locked(String appId, Function<AppRecord, Mono<Outcome>> work) {
    return records
        .lock(appId)
        .flatMap(work)
        .switchIfEmpty(Mono.just(Refusal.of(ErrorCode.APP_UNKNOWN)))
        .as(transaction::transactional);
  }

  private static AppRecord.@Nullable Key find(AppRecord app, String accessKey) {
    for (AppRecord.Key key : app.credentials().keys()) {
      if (key.accessKey().equals(accessKey)) {
        return key;
      }
    }
    return null;
  }

  private static @Nullable Invalid problem(String name, List<String> ips) {
    if (Lengths.of(name) > LONGEST_NAME) {
      return Invalid.of("name", "length", "0", Integer.toString(LONGEST_NAME));
    }
    if (ips.size() > MOST_RANGES) {
      return Invalid.of("ips", "too-many", Integer.toString(MOST_RANGES));
    }
    for (String range : ips) {
      if (AddressRange.parse(range) == null) {
        return Invalid.of("ips", "address", range);
      }
    }
    return null;
  }
}
