package io.berth.service.kafka.group;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Follows whether one consumer of a group has partitions, and starts it anew where it should. */
public final class GroupReader {
  private static final Logger log = LoggerFactory.getLogger(GroupReader.class);

  /** A rebalance takes less. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(8);

  /** What is left of {@code max.poll.interval.ms}, for which a rebalance may wait for others. */
  private static final Duration LONGEST_REBALANCE = Duration.ofSeconds(60);

  private static final Duration LONGEST_BETWEEN_STARTS = Duration.ofMinutes(5);

  /** State of a consumer in its group. */
  enum State {
    /** Has not had a partition since it started. */
    JOINING,
    READING,
    /** Has none because others have them all: there are more instances than partitions. */
    SPARE,
    /** Has none although nobody has them. */
    STARVING
  }

  /** State of a group as the broker reports it. */
  enum Group {
    COMPLETE,
    REBALANCING,
    INCOMPLETE,
    UNKNOWN
  }

  /** Looks at the group; may block. */
  @FunctionalInterface
  interface Look {
    Group at(String group, String topic);
  }

  private final MessageListenerContainer container;
  private volatile State state = State.JOINING;
  private @Nullable Long withoutSinceNanos;
  private long restartedNanos;
  private Duration betweenStarts = MAX_WAIT;

  GroupReader(MessageListenerContainer container) {
    this.container = container;
  }

  public String group() {
    return Objects.requireNonNull(container.getGroupId(), "a consumer without a group");
  }

  String topic() {
    String[] topics = container.getContainerProperties().getTopics();
    return topics == null || topics.length == 0 ? "" : topics[0];
  }

  public State state() {
    return state;
  }

  int partitions() {
    var assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  /** Called every second or two, by one thread. */
  void look(Look outside, long nanos) {
    if (!container.isRunning()) {
      withoutSinceNanos = null;
      state = State.JOINING;
      return;
    }
    if (partitions() > 0) {
      withoutSinceNanos = null;
      betweenStarts = MAX_WAIT;
      state = State.READING;
      return;
    }
    if (withoutSinceNanos == null) {
      withoutSinceNanos = nanos;
    }
    Duration without = Duration.ofNanos(nanos - withoutSinceNanos);
    if (without.compareTo(MAX_WAIT) >= 0) {
      assess(outside.at(group(), topic()), without, nanos);
    }
  }

  private void assess(Group group, Duration without, long nanos) {
    switch (group) {
      case COMPLETE -> state = State.SPARE;
      case INCOMPLETE -> {
        state = State.STARVING;
        restart(without, nanos);
      }
      case REBALANCING -> {
        state = State.STARVING;
        if (without.compareTo(LONGEST_REBALANCE) >= 0) {
          restart(without, nanos);
        }
      }
      // Kafka does not answer: nothing is known that starting anew would change.
      case UNKNOWN -> {}
    }
  }

  private void restart(Duration without, long nanos) {
    if (restartedNanos != 0 && nanos - restartedNanos < betweenStarts.toNanos()) {
      return;
    }
    restartedNanos = nanos;
    Duration next = betweenStarts.multipliedBy(2);
    betweenStarts = next.compareTo(LONGEST_BETWEEN_STARTS) < 0 ? next : LONGEST_BETWEEN_STARTS;
    log.warn(
        "{} has had no partition of {} for {} s although some are free: it joins anew",
        group(),
        topic(),
        without.toSeconds());
    container.stop();
    container.start();
  }
}
