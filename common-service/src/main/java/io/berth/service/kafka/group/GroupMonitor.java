package io.berth.service.kafka.group;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.readiness.PartState;
import io.berth.service.runtime.MayBlock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Watches that every consumer of a group reads: one that is in its group and gets no partition
 * looks as if all were well, and nothing is read until somebody restarts it.
 */
@MayBlock("a thread of its own")
public final class GroupMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(GroupMonitor.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final long TIMEOUT_SECONDS = 5;

  private final KafkaClients clients;
  private final Supplier<Collection<? extends MessageListenerContainer>> containers;
  private final MeterRegistry meters;
  private volatile List<GroupReader> readers = List.of();
  private volatile @Nullable Thread thread;
  private @Nullable Admin admin;

  public GroupMonitor(
      KafkaClients clients,
      Supplier<Collection<? extends MessageListenerContainer>> containers,
      MeterRegistry meters) {
    this.clients = clients;
    this.containers = containers;
    this.meters = meters;
  }

  /** How each consumer stands, by its group. */
  public List<GroupReader> readers() {
    return readers;
  }

  /** Whether every consumer reads, or has nothing to read because others do. */
  public boolean reading() {
    return readers.stream()
        .map(GroupReader::state)
        .allMatch(state -> state == GroupReader.State.READING || state == GroupReader.State.SPARE);
  }

  /** Ready with every consumer reading, with the state of each by its group. */
  public PartState state() {
    PartState state =
        reading()
            ? PartState.ready()
            : PartState.notReady("a consumer has no partition, and not because others have all");
    for (GroupReader reader : readers) {
      state = state.with(reader.group(), reader.state().name());
    }
    return state;
  }

  @Override
  public synchronized void start() {
    if (thread != null) {
      return;
    }
    if (readers.isEmpty()) {
      readers = containers.get().stream().map(this::reader).toList();
    }
    if (!readers.isEmpty()) {
      Thread watcher = Thread.ofPlatform().daemon().name("kafka-groups").unstarted(this::watch);
      thread = watcher;
      watcher.start();
    }
  }

  private GroupReader reader(MessageListenerContainer container) {
    GroupReader reader = new GroupReader(container);
    Gauge.builder("berth.group.partitions", reader, GroupReader::partitions)
        .description("Partitions that this instance reads")
        .tag("group", reader.group())
        .register(meters);
    Gauge.builder(
            "berth.group.starving",
            reader,
            self -> self.state() == GroupReader.State.STARVING ? 1 : 0)
        .description("Whether this instance reads nothing although partitions are free")
        .tag("group", reader.group())
        .register(meters);
    return reader;
  }

  private void watch() {
    try {
      while (thread == Thread.currentThread()) {
        for (GroupReader reader : readers) {
          look(reader);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      Admin open = admin;
      admin = null;
      if (open != null) {
        open.close(Duration.ZERO);
      }
    }
  }

  private void look(GroupReader reader) {
    try {
      reader.look(this::group, System.nanoTime());
    } catch (RuntimeException failure) {
      log.warn("{} could not be watched: {}", reader.group(), failure.toString());
    }
  }

  private GroupReader.Group group(String group, String topic) {
    try {
      Admin open = admin;
      if (open == null) {
        open = clients.admin();
        admin = open;
      }
      int partitions =
          open.describeTopics(List.of(topic))
              .allTopicNames()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .values()
              .iterator()
              .next()
              .partitions()
              .size();
      Map<String, ConsumerGroupDescription> described =
          open.describeConsumerGroups(List.of(group)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      ConsumerGroupDescription found = described.get(group);
      return found == null ? GroupReader.Group.INCOMPLETE : state(found, topic, partitions);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return GroupReader.Group.UNKNOWN;
    } catch (ExecutionException | TimeoutException unknown) {
      log.warn("cannot ask Kafka about {}: {}", group, unknown.toString());
      return GroupReader.Group.UNKNOWN;
    }
  }

  private static GroupReader.Group state(
      ConsumerGroupDescription group, String topic, int partitions) {
    if (group.groupState() == GroupState.PREPARING_REBALANCE
        || group.groupState() == GroupState.COMPLETING_REBALANCE
        || group.groupState() == GroupState.ASSIGNING
        || group.groupState() == GroupState.RECONCILING) {
      return GroupReader.Group.REBALANCING;
    }
    long assigned =
        group.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .filter(partition -> partition.topic().equals(topic))
            .map(TopicPartition::partition)
            .distinct()
            .count();
    return assigned >= partitions ? GroupReader.Group.COMPLETE : GroupReader.Group.INCOMPLETE;
  }

  @Override
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(CLOSE_TIMEOUT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** After the consumers, so that it stops before them: it starts nothing that is to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
