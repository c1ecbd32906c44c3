package io.berth.pay.identity;

import io.berth.api.Topics;
import io.berth.api.user.IdentityRecord;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.topic.RequiredTopic;
import io.berth.service.runtime.MayBlock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** Keeps the copy of did-service's identities up to date. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  @Bean
  RequiredTopic identitiesTopicNeeded() {
    return new RequiredTopic(Topics.IDENTITIES);
  }

  @Bean
  TopicFollower identityFollower(
      KafkaClients clients, RecordKeys keys, MeterRegistry meters, Identities identities) {
    return new TopicFollower(
        clients,
        meters,
        Topics.IDENTITIES,
        TopicFollower.From.START,
        keys.verifier(Topics.IDENTITIES),
        record -> {
          byte[] value = record.value();
          if (value != null) {
            put(identities, BerthJson.mapper().readValue(value, IdentityRecord.class));
          }
        });
  }

  @MayBlock("the tail's own thread, which must not read on before the row is there")
  private static void put(Identities identities, IdentityRecord identity) {
    try {
      identities.put(identity).block(MAX_WAIT);
    } catch (DataIntegrityViolationException contradiction) {
      // Waiting would not mend it: the tail logs it and goes on.
      throw contradiction;
    } catch (DataAccessException | IllegalStateException unavailable) {
      throw new TopicFollower.NotYet(unavailable.toString());
    }
  }
}
