package io.berth.pay;

import io.berth.api.Topics;
import io.berth.service.kafka.topic.OwnedTopic;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@TestConfiguration(proxyBeanMethods = false)
class TestPlatform {

  @Bean
  FakeApps apps() {
    return new FakeApps();
  }

  @Bean
  @Primary
  FakeDid fakeDid() {
    return new FakeDid();
  }

  @Bean
  OwnedTopic identitiesTopic() {
    return OwnedTopic.compacted(Topics.IDENTITIES, 1);
  }

  @Bean
  OwnedTopic deliveriesTopic() {
    return new OwnedTopic(Topics.DELIVERIES, 1, java.util.Map.of());
  }

  @Bean
  Merchant merchant(
      FakeApps apps, FakeDid did, io.berth.service.command.CommandDispatcher commands) {
    return new Merchant(apps, did, commands);
  }
}
