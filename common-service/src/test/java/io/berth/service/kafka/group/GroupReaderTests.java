package io.berth.service.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.kafka.group.GroupReader.Group;
import io.berth.service.kafka.group.GroupReader.State;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

class GroupReaderTests {

  private final Container container = new Container();
  private final GroupReader reader = new GroupReader(container);
  private long seconds;
  private Group group = Group.INCOMPLETE;

  @Test
  void aConsumerWithPartitionsReads() {
    assertThat(reader.state()).isEqualTo(State.JOINING);
    container.assigned = List.of(new TopicPartition("orders", 0));
    after(1);
    assertThat(reader.state()).isEqualTo(State.READING);
    assertThat(reader.partitions()).isEqualTo(1);
  }

  @Test
  void aConsumerThatGetsNothingAlthoughPartitionsAreFreeJoinsAnew() {
    after(1);
    assertThat(reader.state()).isEqualTo(State.JOINING);
    after(9);
    assertThat(reader.state()).isEqualTo(State.STARVING);
    assertThat(container.starts).isEqualTo(2);
    container.assigned = List.of(new TopicPartition("orders", 0));
    after(1);
    assertThat(reader.state()).isEqualTo(State.READING);
  }

  @Test
  void itDoesNotDisturbTheGroupAgainAndAgain() {
    for (int i = 0; i < 120; i++) {
      after(1);
    }
    // After 8 s, and then after 16, 32 and 64 more.
    assertThat(container.starts).isBetween(3, 5);
  }

  @Test
  void aRebalanceIsWaitedForButNotForever() {
    group = Group.REBALANCING;
    after(1);
    after(20);
    assertThat(container.starts).isEqualTo(1);
    after(50);
    assertThat(container.starts).isEqualTo(2);
  }

  /** More instances than partitions. */
  @Test
  void aConsumerWithoutPartitionsIsSpareWhereOthersHaveThemAll() {
    group = Group.COMPLETE;
    after(1);
    after(20);
    assertThat(reader.state()).isEqualTo(State.SPARE);
    assertThat(container.starts).isEqualTo(1);
    group = Group.INCOMPLETE;
    after(1);
    assertThat(reader.state()).isEqualTo(State.STARVING);
  }

  @Test
  void startsNothingWhileKafkaDoesNotRespond() {
    group = Group.UNKNOWN;
    after(1);
    after(300);
    assertThat(container.starts).isEqualTo(1);
  }

  private void after(int more) {
    seconds += more;
    reader.look((name, topic) -> group, Duration.ofSeconds(seconds).toNanos());
  }

  /** Runs from the beginning. */
  private static final class Container implements MessageListenerContainer {
    private final ContainerProperties properties = new ContainerProperties("orders");
    private Collection<TopicPartition> assigned = List.of();
    private int starts = 1;
    private boolean running = true;

    @Override
    public void start() {
      running = true;
      starts++;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public String getGroupId() {
      return "group";
    }

    @Override
    public ContainerProperties getContainerProperties() {
      return properties;
    }

    @Override
    public Collection<TopicPartition> getAssignedPartitions() {
      return assigned;
    }

    @Override
    public void setupMessageListener(Object listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Map<MetricName, ? extends Metric>> metrics() {
      return Map.of();
    }
  }
}
