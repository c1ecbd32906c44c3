package io.berth.gateway.access;

import io.berth.api.Topics;
import io.berth.api.token.Revocation;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.kafka.topic.RequiredTopic;
import io.berth.service.schedule.Repeating;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  private static final int REFUSALS_PARTITIONS = 3;
  private static final Duration REFUSALS_KEPT = Duration.ofHours(24);

  @Bean
  RequiredTopic revocationsTopicNeeded() {
    return new RequiredTopic(Topics.REVOCATIONS);
  }

  @Bean
  OwnedTopic refusalsTopic() {
    return OwnedTopic.retained(Topics.REFUSALS, REFUSALS_PARTITIONS, REFUSALS_KEPT);
  }

  @Bean
  Repeating keyUseReporting(KeyUses uses, AccessProperties properties) {
    return Repeating.afterPause(
        "reporting uses of keys", properties.keyUseInterval(), uses::report);
  }

  @Bean
  TopicFollower revocationsFollower(
      KafkaClients clients, RecordKeys keys, MeterRegistry meters, Revocations revocations) {
    Gauge.builder("berth.gateway.revocations", revocations, Revocations::size)
        .description("Revocations that something may still have to be held against")
        .register(meters);
    Gauge.builder("berth.gateway.revocations.fresh", revocations, heard -> heard.isFresh() ? 1 : 0)
        .description("Whether did-service was heard of so recently that it need not be asked")
        .register(meters);
    return new TopicFollower(
        clients,
        meters,
        Topics.REVOCATIONS,
        TopicFollower.From.START,
        keys.verifier(Topics.REVOCATIONS),
        record -> {
          byte[] value = record.value();
          if (value != null) {
            revocations.apply(BerthJson.mapper().readValue(value, Revocation.class));
          }
        });
  }
}
