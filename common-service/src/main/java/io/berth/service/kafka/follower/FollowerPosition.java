package io.berth.service.kafka.follower;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Position of a topic follower. It outlives a consumer, so that the next consumer goes on there.
 */
final class FollowerPosition {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Fetches that Kafka has answered, with records or without. */
  private static final String FETCHES = "fetch-total";

  private static final Duration FIRST_POLL = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final long PARTITIONS_NANOS = Duration.ofSeconds(30).toNanos();

  private final String topic;
  private final TopicFollower.From from;

  /** Offset of the next record to handle; touched by the follower's thread only. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /** Where each partition ended when it was first seen. */
  private final Map<TopicPartition, Long> goals = new HashMap<>();

  private @Nullable Consumer<String, byte[]> assigned;
  private @Nullable Metric fetches;
  private double fetched;
  private long partitionsSeenAt;
  private volatile boolean inSync;
  private volatile @Nullable Instant lastContact;

  FollowerPosition(String topic, TopicFollower.From from) {
    this.topic = topic;
    this.from = from;
  }

  boolean inSync() {
    return inSync;
  }

  @Nullable Instant lastContact() {
    return lastContact;
  }

  boolean assigned() {
    return !next.isEmpty();
  }

  /** Longest time to wait for a record now: a follower that is in sync only waits for new ones. */
  Duration pollTimeout() {
    return inSync ? POLL : FIRST_POLL;
  }

  /** Assigns all partitions to a new consumer, and from time to time those that were added. */
  void refresh(Consumer<String, byte[]> consumer) {
    long now = System.nanoTime();
    if (assigned == consumer && assigned() && now - partitionsSeenAt < PARTITIONS_NANOS) {
      return;
    }
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, TIMEOUT);
    if (partitions == null || partitions.isEmpty()) {
      return;
    }
    partitionsSeenAt = now;
    Set<TopicPartition> all = new HashSet<>();
    partitions.forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    if (assigned == consumer && consumer.assignment().equals(all)) {
      return;
    }
    // Before any offset is asked for: the consumer warns of offsets of what it is not assigned.
    assigned = null;
    consumer.assign(all);
    begin(consumer, all);
    next.forEach(consumer::seek);
    assigned = consumer;
    fetches = fetches(consumer);
    fetched = 0;
  }

  private void begin(Consumer<String, byte[]> consumer, Set<TopicPartition> all) {
    Set<TopicPartition> fresh = new HashSet<>(all);
    fresh.removeAll(goals.keySet());
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(fresh, TIMEOUT);
    Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, TIMEOUT);
    boolean partitionsWereAdded = !goals.isEmpty();
    boolean fromStart = from == TopicFollower.From.START || partitionsWereAdded;
    next.putAll(fromStart ? starts : ends);
    goals.putAll(ends);
    noteContact();
  }

  void handled(ConsumerRecord<String, byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /** Checks between polls whether the goals are reached, and whether Kafka has answered. */
  void check(Consumer<String, byte[]> consumer) {
    if (!inSync) {
      inSync =
          goals.entrySet().stream()
              .allMatch(goal -> consumer.position(goal.getKey(), TIMEOUT) >= goal.getValue());
    }
    // A request of its own would wait on the connection until the next fetch is answered.
    Metric answers = fetches;
    if (answers != null && answers.metricValue() instanceof Double total && total > fetched) {
      fetched = total;
      noteContact();
    }
  }

  private static @Nullable Metric fetches(Consumer<String, byte[]> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(FETCHES))
        .<Metric>map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void noteContact() {
    lastContact = Instant.now();
  }
}
