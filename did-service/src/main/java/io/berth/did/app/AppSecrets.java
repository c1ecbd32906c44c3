package io.berth.did.app;

import io.berth.api.app.AppRecord;
import io.berth.did.outbox.Outbox;
import io.berth.did.rotation.StoredSecrets;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Encrypts the secrets of apps again and publishes these apps. */
@Component
class AppSecrets implements StoredSecrets {
  private static final Logger log = LoggerFactory.getLogger(AppSecrets.class);
  private static final int PAGE = 200;

  private final DatabaseClient database;
  private final AppRecords records;
  private final SecretBox box;
  private final Outbox outbox;
  private final TransactionalOperator transaction;

  AppSecrets(
      DatabaseClient database,
      AppRecords records,
      SecretBox box,
      Outbox outbox,
      TransactionalOperator transaction) {
    this.database = database;
    this.records = records;
    this.box = box;
    this.outbox = outbox;
    this.transaction = transaction;
  }

  @Override
  public Flux<Count> countByKey() {
    return database
        .sql(
            """
            select split_part(sealed, '.', 1) as key_id, count(*) as secrets from (
              select sealed_secret as sealed from app_keys
              union all select sealed from app_secrets
              union all select sealed_previous from app_secrets where sealed_previous is not null) s
            group by 1
            """)
        .mapProperties(Count.class)
        .all();
  }

  @Override
  public Mono<Void> encryptAgain() {
    return idsAfter("")
        .expand(page -> page.size() < PAGE ? Mono.empty() : idsAfter(page.getLast()))
        .concatMapIterable(page -> page)
        .concatMap(this::encryptAgain)
        .then();
  }

  /** Apps with a secret that is not under the active key. */
  private Mono<List<String>> idsAfter(String appId) {
    return database
        .sql(
            """
            select app_id from apps a
            where app_id > :appId
              and (exists (select from app_keys k where k.app_id = a.app_id
                  and split_part(k.sealed_secret, '.', 1) <> :activeKey)
                or exists (select from app_secrets s where s.app_id = a.app_id
                  and (split_part(s.sealed, '.', 1) <> :activeKey
                    or split_part(s.sealed_previous, '.', 1) <> :activeKey)))
            order by app_id limit :limit
            """)
        .bind("appId", appId)
        .bind("activeKey", box.activeKey())
        .bind("limit", PAGE)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  private Mono<Void> encryptAgain(String appId) {
    return records
        .lock(appId)
        .flatMap(
            app -> {
              AppRecord renewed = app.withCredentials(renewed(appId, app.credentials()));
              return renewed.equals(app)
                  ? Mono.<Void>empty()
                  : records.save(renewed).then(records.find(appId)).flatMap(outbox::changed);
            })
        .as(transaction::transactional)
        .onErrorResume(
            SecretBox.Undecryptable.class,
            failure -> {
              log.error("a secret of the app {} stays as it is", appId, failure);
              return Mono.empty();
            });
  }

  private AppRecord.Credentials renewed(String appId, AppRecord.Credentials present) {
    Map<String, AppRecord.SealedSecret> secrets = new HashMap<>();
    present
        .secrets()
        .forEach(
            (name, secret) -> {
              String context = AppDecryptor.secretContext(appId, name);
              secrets.put(
                  name,
                  new AppRecord.SealedSecret(
                      box.renew(secret.sealed(), context),
                      renewed(secret.sealedPrevious(), context),
                      secret.previousUntil()));
            });
    return new AppRecord.Credentials(
        present.keys().stream().map(key -> renewed(appId, key)).toList(),
        present.settings(),
        secrets);
  }

  private AppRecord.Key renewed(String appId, AppRecord.Key key) {
    String context = AppDecryptor.keyContext(appId, key.accessKey());
    return new AppRecord.Key(
        key.accessKey(), box.renew(key.sealedSecret(), context), key.enabled(), key.ips());
  }

  private @Nullable String renewed(@Nullable String sealed, String context) {
    return sealed == null ? null : box.renew(sealed, context);
  }
}
