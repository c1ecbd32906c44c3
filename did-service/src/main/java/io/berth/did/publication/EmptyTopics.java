package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import io.berth.service.runtime.StartWait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Fills empty topics from the database, for example after Kafka was set up anew. */
@Component
@MayBlock("the thread that starts the service")
final class EmptyTopics implements StartStep {
  private static final long TIMEOUT_SECONDS = 30;

  private final KafkaClients clients;
  private final Republisher republisher;

  EmptyTopics(KafkaClients clients, Republisher republisher) {
    this.clients = clients;
    this.republisher = republisher;
  }

  @Override
  public void start() {
    fillIfEmpty(Topics.APPS, republisher::apps);
    fillIfEmpty(Topics.IDENTITIES, republisher::identities);
  }

  private void fillIfEmpty(String topic, Supplier<? extends Mono<?>> fill) {
    boolean empty =
        StartWait.until(
            "Kafka",
            StartWait.LIMIT,
            KafkaClients::mayPass,
            () -> {
              try (Admin admin = clients.admin()) {
                return isEmpty(admin, topic);
              }
            });
    if (empty) {
      fill.get().block(Duration.ofMinutes(10));
    }
  }

  private static boolean isEmpty(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> partitions =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .values()
            .stream()
            .flatMap(
                described ->
                    described.partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition())))
            .toList();
    Map<TopicPartition, OffsetSpec> ends =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).values().stream()
        .allMatch(end -> end.offset() == 0);
  }

  /** After the topics were made, before anybody is served. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
