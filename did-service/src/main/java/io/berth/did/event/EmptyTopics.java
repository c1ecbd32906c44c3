package io.berth.did.event;

import io.berth.api.Topics;
import io.berth.service.MayBlock;
import io.berth.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Fills topics that hold nothing from the database, for example after Kafka was set up anew. */
@Component
@MayBlock("the thread that starts the service")
final class EmptyTopics implements SmartLifecycle {
  private static final long PATIENCE_SECONDS = 30;

  private final KafkaClients clients;
  private final Republisher republisher;
  private volatile boolean running;

  EmptyTopics(KafkaClients clients, Republisher republisher) {
    this.clients = clients;
    this.republisher = republisher;
  }

  @Override
  public void start() {
    try (Admin admin = clients.admin()) {
      if (isEmpty(admin, Topics.APPS)) {
        republisher.apps().block(Duration.ofMinutes(10));
      }
      if (isEmpty(admin, Topics.IDENTITIES)) {
        republisher.identities().block(Duration.ofMinutes(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking into the topics", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot look into the topics", e);
    }
    running = true;
  }

  private static boolean isEmpty(Admin admin, String topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> partitions =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
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
    return admin.listOffsets(ends).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
        .allMatch(end -> end.offset() == 0);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the topics were made, before anybody is served. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
