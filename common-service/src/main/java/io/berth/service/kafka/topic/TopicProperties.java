package io.berth.service.kafka.topic;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param replicationFactor Copies of each topic that this service makes, at least 1; required of
 *     services that own topics.
 * @param topicsTimeout Time that the start waits for Kafka and for topics that other services make.
 * @param instanceId Name of this instance in Kafka's consumer groups, the same after a restart and
 *     never another instance's; made of host name, addresses and port unless given.
 */
@Validated
@ConfigurationProperties("berth.kafka")
public record TopicProperties(
    @Min(1) @Nullable Integer replicationFactor,
    @NotNull @DefaultValue("2m") Duration topicsTimeout,
    @Nullable String instanceId) {

  short requiredReplicationFactor() {
    if (replicationFactor == null) {
      throw new IllegalStateException("berth.kafka.replication-factor is missing");
    }
    return replicationFactor.shortValue();
  }

  /** Two of three: one broker may be away, and no acknowledged event is on one broker alone. */
  int minInSyncReplicas() {
    return requiredReplicationFactor() >= 3 ? 2 : 1;
  }
}
