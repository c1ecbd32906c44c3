package io.berth.console.doctor;

import io.berth.api.Topics;
import io.berth.api.doctor.RefusedSignature;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Follows the topic of refused requests; every instance of the console reads all of it. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {
  private static final int MOST_PER_APP = 200;
  private static final int MOST = 20_000;
  private static final int MOST_COUNTERS = 50_000;

  @Bean
  RefusalTotals refusalTotals() {
    return new RefusalTotals(MOST_COUNTERS, InstantSource.system());
  }

  @Bean
  RefusedRequests refusedRequests(RefusalTotals totals) {
    return new RefusedRequests(MOST_PER_APP, MOST, InstantSource.system(), totals);
  }

  @Bean
  TopicFollower refusedRequestsFollower(
      KafkaClients clients,
      RecordKeys keys,
      MeterRegistry meters,
      RefusedRequests refusedRequests) {
    return new TopicFollower(
        clients,
        meters,
        Topics.REFUSALS,
        TopicFollower.From.START,
        keys.verifier(Topics.REFUSALS),
        record -> {
          byte[] value = record.value();
          if (value != null) {
            refusedRequests.add(BerthJson.mapper().readValue(value, RefusedSignature.class));
          }
        });
  }
}
