package io.berth.service.directory;

import io.berth.api.Topics;
import io.berth.service.kafka.KafkaAutoConfiguration;
import io.berth.service.kafka.KafkaClients;
import io.berth.service.kafka.NeededTopic;
import io.berth.service.kafka.RecordVerifier;
import io.berth.service.kafka.TopicTail;
import io.berth.service.key.KeyAutoConfiguration;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.SecretBox;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The app directory, where {@code berth.directory.enabled} is true. */
@AutoConfiguration(after = {KafkaAutoConfiguration.class, KeyAutoConfiguration.class})
public class DirectoryAutoConfiguration {

  @Bean
  @Lazy
  AppOpener appOpener(SecretBox box) {
    return new AppOpener(box);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  AppDirectory appDirectory(PlatformKeys keys, AppOpener opener, MeterRegistry meters) {
    return new AppDirectory(keys, opener, meters);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  NeededTopic appsTopicNeeded() {
    return new NeededTopic(Topics.APPS);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  TopicTail appDirectoryTail(KafkaClients clients, MeterRegistry meters, AppDirectory directory) {
    TopicTail tail =
        new TopicTail(
            clients,
            meters,
            Topics.APPS,
            TopicTail.From.START,
            RecordVerifier.leftToTheHandler(),
            directory::handle);
    directory.completeWhen(tail::caughtUp);
    return tail;
  }

  /** Named {@code appDirectory} in health. */
  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  HealthIndicator appDirectoryHealthIndicator(AppDirectory directory, TopicTail appDirectoryTail) {
    return () ->
        (appDirectoryTail.caughtUp() ? Health.up() : Health.outOfService())
            .withDetail("apps", directory.all().size())
            .build();
  }
}
