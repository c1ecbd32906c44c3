package io.berth.service.directory;

import io.berth.api.Topics;
import io.berth.service.kafka.KafkaAutoConfiguration;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.topic.RequiredTopic;
import io.berth.service.key.KeyAutoConfiguration;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.SecretBox;
import io.berth.service.readiness.ClockDifference;
import io.berth.service.runtime.ServicesProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.ReactorResourceFactory;

/** The app directory, where {@code berth.directory.enabled} is true. */
@AutoConfiguration(after = {KafkaAutoConfiguration.class, KeyAutoConfiguration.class})
public class DirectoryAutoConfiguration {

  @Bean
  @Lazy
  AppDecryptor appOpener(SecretBox box) {
    return new AppDecryptor(box);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  AppDirectory appDirectory(PlatformKeys keys, AppDecryptor decryptor, MeterRegistry meters) {
    return new AppDirectory(keys, decryptor, meters);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  RequiredTopic appsTopicNeeded() {
    return new RequiredTopic(Topics.APPS);
  }

  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  TopicFollower appDirectoryFollower(
      KafkaClients clients, MeterRegistry meters, AppDirectory directory) {
    TopicFollower follower =
        new TopicFollower(
            clients,
            meters,
            Topics.APPS,
            TopicFollower.From.START,
            RecordVerifier.leftToTheHandler(),
            directory::handle);
    directory.completeWhen(follower::inSync);
    return follower;
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  DirectorySource directorySource(ServicesProperties services, ReactorResourceFactory netty) {
    return new HttpDirectorySource(services.url("did-service"), netty.getLoopResources());
  }

  /**
   * Named {@code platformClock} in health: whether this service's clock and did-service's agree.
   */
  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  ClockDifference platformClockHealthIndicator(InstantSource clock, MeterRegistry meters) {
    return new ClockDifference("did-service", clock, meters);
  }

  /** Named {@code appDirectory} in health. */
  @Bean
  @ConditionalOnBooleanProperty("berth.directory.enabled")
  DirectoryReadiness appDirectoryHealthIndicator(
      AppDirectory directory,
      TopicFollower appDirectoryFollower,
      DirectorySource source,
      @Qualifier("platformClockHealthIndicator") ClockDifference clock) {
    return new DirectoryReadiness(directory, appDirectoryFollower, source, clock);
  }
}
