package io.berth.service.kafka;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.client.KafkaProbe;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.follower.TopicsReadiness;
import io.berth.service.kafka.group.GroupMembership;
import io.berth.service.kafka.group.GroupMonitor;
import io.berth.service.kafka.group.InstanceId;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.TopicKeys;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.kafka.topic.OwnedTopics;
import io.berth.service.kafka.topic.RequiredTopic;
import io.berth.service.kafka.topic.RequiredTopics;
import io.berth.service.kafka.topic.TopicProperties;
import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.keyset.KeySettings;
import io.berth.service.keyset.KeyUse;
import io.berth.service.readiness.PartState;
import io.berth.service.readiness.ProbedPart;
import io.berth.service.readiness.ReadinessAutoConfiguration;
import io.berth.service.readiness.ReadinessPart;
import io.berth.service.readiness.ReadinessProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Topics, events and topic followers, where Spring's own Kafka autoconfiguration is not excluded.
 */
@AutoConfiguration(
    after = {
      org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration.class,
      ReadinessAutoConfiguration.class,
      KeySetAutoConfiguration.class
    },
    beforeName =
        "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnBean(KafkaConnectionDetails.class)
@EnableConfigurationProperties(TopicProperties.class)
public class KafkaAutoConfiguration {

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties, KafkaConnectionDetails connection) {
    return new KafkaClients(properties, connection);
  }

  @Bean
  @Lazy
  RecordKeys recordKeys(
      KeySettings settings, KeyInventory inventory, ObjectProvider<OwnedTopic> topics) {
    RecordKeys keys =
        new RecordKeys(
            settings.bind(
                binder ->
                    binder
                        .bind(RecordKeys.PREFIX, Bindable.mapOf(String.class, TopicKeys.class))
                        .orElse(Map.of())));
    inventory.holds(keys::heldKeys);
    inventory.uses(() -> topics.stream().map(KafkaAutoConfiguration::use).toList());
    return keys;
  }

  private static KeyUse use(OwnedTopic topic) {
    return new KeyUse(
        KeyKind.EVENTS,
        RecordKeys.scope(topic.name()),
        null,
        null,
        Map.of(),
        topic.longestKept().toSeconds());
  }

  @Bean
  @Lazy
  Events events(KafkaClients clients, RecordKeys keys, MeterRegistry meters) {
    return new Events(clients, keys, meters);
  }

  @Bean
  OwnedTopics ownedTopics(
      KafkaClients clients, ObjectProvider<OwnedTopic> topics, TopicProperties properties) {
    return new OwnedTopics(clients, topics.orderedStream().toList(), properties);
  }

  @Bean
  RequiredTopics requiredTopics(
      KafkaClients clients, ObjectProvider<RequiredTopic> topics, TopicProperties properties) {
    return new RequiredTopics(clients, topics.orderedStream().toList(), properties);
  }

  @Bean
  GroupMembership groupMembership(
      ObjectProvider<KafkaListenerEndpointRegistry> registry,
      TopicProperties properties,
      Environment environment) {
    return new GroupMembership(() -> containers(registry), InstanceId.of(properties, environment));
  }

  @Bean
  GroupMonitor groupMonitor(
      KafkaClients clients,
      ObjectProvider<KafkaListenerEndpointRegistry> registry,
      MeterRegistry meters) {
    return new GroupMonitor(clients, () -> containers(registry), meters);
  }

  private static List<MessageListenerContainer> containers(
      ObjectProvider<KafkaListenerEndpointRegistry> registry) {
    return registry.stream().flatMap(known -> known.getAllListenerContainers().stream()).toList();
  }

  @Bean
  KafkaProbe kafkaProbe(KafkaClients clients, ReadinessProperties limits) {
    return new KafkaProbe(clients, limits.timeout());
  }

  /** Named {@code kafka} in health: whether Kafka answers. */
  @Bean
  ProbedPart kafkaHealthIndicator(KafkaProbe probe, ReadinessProperties limits) {
    return new ProbedPart("Kafka", limits, probe::probe, PartState::notReady);
  }

  /** Named {@code groups} in health: whether every consumer of a group has partitions to read. */
  @Bean
  ReadinessPart groupsHealthIndicator(GroupMonitor monitor) {
    return ReadinessPart.of("consumer groups", monitor::state);
  }

  /** Named {@code topics} in health: whether this service reads every topic that it follows. */
  @Bean
  ReadinessPart topicsHealthIndicator(ObjectProvider<TopicFollower> followers) {
    return new TopicsReadiness(followers.stream().toList());
  }
}
