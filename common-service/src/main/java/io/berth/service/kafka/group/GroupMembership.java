package io.berth.service.kafka.group;

import io.berth.service.kafka.topic.RequiredTopics;
import io.berth.service.runtime.StartStep;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Makes every consumer of a group a static member of it, before any consumer starts. */
public final class GroupMembership implements StartStep {
  private final Supplier<Collection<? extends MessageListenerContainer>> containers;
  private final Optional<String> instanceId;

  public GroupMembership(
      Supplier<Collection<? extends MessageListenerContainer>> containers,
      Optional<String> instanceId) {
    this.containers = containers;
    this.instanceId = instanceId;
  }

  @Override
  public void start() {
    instanceId.ifPresent(
        id ->
            containers
                .get()
                .forEach(
                    container ->
                        container
                            .getContainerProperties()
                            .getKafkaConsumerProperties()
                            .setProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id)));
  }

  @Override
  public int getPhase() {
    return RequiredTopics.PHASE + 1;
  }
}
