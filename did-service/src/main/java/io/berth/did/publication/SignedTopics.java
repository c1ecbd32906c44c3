package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes records of a former version once more. Identities and revocations were not signed:
 * consumers reject unsigned ones, and without its revocations a token that was revoked before the
 * upgrade would be valid. Apps were changed by a migration that published nothing, and who holds a
 * copy of them is not ready while it misses a change.
 */
@Component
@MayBlock("the thread that starts the service")
final class SignedTopics implements StartStep {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REPUBLISHING_TIMEOUT = Duration.ofMinutes(10);

  private final DatabaseClient database;
  private final Republisher republisher;
  private final RevocationSigner revocations;

  SignedTopics(DatabaseClient database, Republisher republisher, RevocationSigner revocations) {
    this.database = database;
    this.republisher = republisher;
    this.revocations = revocations;
  }

  @Override
  public void start() {
    once(Topics.APPS, republisher.apps());
    once(Topics.IDENTITIES, republisher.identities());
    once(Topics.REVOCATIONS, revocations.signAgain());
  }

  private void once(String topic, Mono<Void> publishing) {
    if (!Boolean.TRUE.equals(signed(topic).block(TIMEOUT))) {
      publishing.block(REPUBLISHING_TIMEOUT);
      remember(topic).block(TIMEOUT);
    }
  }

  private Mono<Boolean> signed(String topic) {
    return database
        .sql("select exists (select from signed_topics where topic = :topic)")
        .bind("topic", topic)
        .mapValue(Boolean.class)
        .one();
  }

  private Mono<Void> remember(String topic) {
    return database
        .sql("insert into signed_topics (topic) values (:topic) on conflict do nothing")
        .bind("topic", topic)
        .then();
  }

  /** After the topics were made, before anybody is served. */
  @Override
  public int getPhase() {
    return -900;
  }
}
