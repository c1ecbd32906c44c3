package io.berth.did.secondfactor;

import io.berth.did.rotation.StoredSecrets;
import io.berth.service.key.SecretBox;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Encrypts the secrets of second factors again. Those of enrolments are counted and left: they
 * expire within minutes.
 */
@Component
class FactorSecretRotation implements StoredSecrets {
  private static final Logger log = LoggerFactory.getLogger(FactorSecretRotation.class);
  private static final int PAGE = 200;

  private final DatabaseClient database;
  private final SecretBox box;

  FactorSecretRotation(DatabaseClient database, SecretBox box) {
    this.database = database;
    this.box = box;
  }

  private record Factor(long uid, String sealedSecret) {}

  @Override
  public Flux<Count> countByKey() {
    return database
        .sql(
            """
            select split_part(sealed_secret, '.', 1) as key_id, count(*) as secrets from (
              select sealed_secret from second_factors
              union all select sealed_secret from second_factor_enrolments
                where expires_at > clock_timestamp()) s
            group by 1
            """)
        .mapProperties(Count.class)
        .all();
  }

  @Override
  public Mono<Void> encryptAgain() {
    return after(Long.MIN_VALUE)
        .expand(page -> page.size() < PAGE ? Mono.empty() : after(page.getLast().uid()))
        .concatMapIterable(page -> page)
        .concatMap(this::encryptAgain)
        .then();
  }

  private Mono<List<Factor>> after(long uid) {
    return database
        .sql(
            """
            select uid, sealed_secret from second_factors
            where uid > :uid and split_part(sealed_secret, '.', 1) <> :activeKey order by uid limit :limit
            """)
        .bind("uid", uid)
        .bind("activeKey", box.activeKey())
        .bind("limit", PAGE)
        .mapProperties(Factor.class)
        .all()
        .collectList();
  }

  private Mono<Void> encryptAgain(Factor factor) {
    String context = FactorSecrets.context(factor.uid());
    return Mono.fromCallable(() -> box.renew(factor.sealedSecret(), context))
        .flatMap(
            renewed ->
                database
                    .sql(
                        """
                        update second_factors set sealed_secret = :renewed
                        where uid = :uid and sealed_secret = :sealedSecret
                        """)
                    .bind("uid", factor.uid())
                    .bind("sealedSecret", factor.sealedSecret())
                    .bind("renewed", renewed)
                    .then())
        .onErrorResume(
            SecretBox.Undecryptable.class,
            failure -> {
              log.error("the second factor of {} stays as it is", factor.uid(), failure);
              return Mono.empty();
            });
  }
}
