package io.berth.console.doctor;

import io.berth.api.RefusedSignature;
import io.berth.api.Topics;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.KafkaClients;
import io.berth.service.kafka.RecordKeys;
import io.berth.service.kafka.TopicTail;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every instance of the console reads all refusals that Kafka still has. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {
  private static final int MOST_PER_APP = 200;
  private static final int MOST = 20_000;

  @Bean
  Refusals refusals() {
    return new Refusals(MOST_PER_APP, MOST, InstantSource.system());
  }

  @Bean
  TopicTail refusalsTail(
      KafkaClients clients, RecordKeys keys, MeterRegistry meters, Refusals refusals) {
    return new TopicTail(
        clients,
        meters,
        Topics.REFUSALS,
        TopicTail.From.START,
        keys.verifier(Topics.REFUSALS),
        record -> {
          byte[] value = record.value();
          if (value != null) {
            refusals.add(BerthJson.mapper().readValue(value, RefusedSignature.class));
          }
        });
  }
}
