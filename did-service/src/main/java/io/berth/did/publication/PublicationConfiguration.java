package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.did.rotation.KeyChanges;
import io.berth.did.session.SessionProperties;
import io.berth.did.token.TokenProperties;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.schedule.Repeating;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the topics of this service and the metrics of its outbox. */
@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {
  private static final Duration MEASURING = Duration.ofSeconds(5);
  private static final Duration SIGNATURES = Duration.ofMinutes(5);

  @Bean
  OwnedTopic appsTopic() {
    return OwnedTopic.compacted(Topics.APPS, 1);
  }

  @Bean
  OwnedTopic identitiesTopic() {
    return OwnedTopic.compacted(Topics.IDENTITIES, 8);
  }

  /** A revocation is kept for longer than anything lives that it revokes. */
  @Bean
  OwnedTopic revocationsTopic(TokenProperties tokens, SessionProperties sessions) {
    return OwnedTopic.retained(Topics.REVOCATIONS, 4, longestLife(tokens, sessions).plusDays(1));
  }

  /** Of anything that is signed with a token key and carries an expiry. */
  static Duration longestLife(TokenProperties tokens, SessionProperties sessions) {
    return tokens.accessLifetime().compareTo(sessions.lifetime()) > 0
        ? tokens.accessLifetime()
        : sessions.lifetime();
  }

  @Bean
  WakeUpSignal publicationWakeUp() {
    return new WakeUpSignal();
  }

  @Bean
  Repeating relaying(Relay relay, RelayProperties properties, WakeUpSignal publicationWakeUp) {
    return Repeating.onSignals(
        "publishing events", properties.interval(), publicationWakeUp.signals(), relay::run);
  }

  @Bean
  Repeating appRecordRotating(AppRecordRotation rotation, KeyChanges changes) {
    return Repeating.onSignals(
        "signing apps with the active key", SIGNATURES, changes.signals(), rotation::run);
  }

  @Bean
  Repeating outboxMeasuring(OutboxMetrics metrics) {
    return new Repeating("measuring the outbox", MEASURING, metrics::measure);
  }
}
