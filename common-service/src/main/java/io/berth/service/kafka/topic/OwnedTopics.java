package io.berth.service.kafka.topic;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.runtime.StartStep;
import io.berth.service.runtime.StartWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates this service's topics where they are missing and refuses to start where one is there with
 * other settings: a compacted topic that Kafka empties by age would lose apps quietly.
 */
public final class OwnedTopics implements StartStep {
  static final int PHASE = -2000;
  private static final long PAUSE_MILLIS = 50;
  private static final Logger log = LoggerFactory.getLogger(OwnedTopics.class);

  private final KafkaClients clients;
  private final List<OwnedTopic> topics;
  private final TopicProperties properties;

  public OwnedTopics(KafkaClients clients, List<OwnedTopic> topics, TopicProperties properties) {
    this.clients = clients;
    this.topics = List.copyOf(topics);
    this.properties = properties;
  }

  @Override
  public void start() {
    if (!topics.isEmpty()) {
      StartWait.until(
          "Kafka", properties.topicsTimeout(), KafkaClients::mayPass, this::createAndVerify);
    }
  }

  private Boolean createAndVerify()
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = clients.admin()) {
      createMissing(admin);
      verify(admin);
      return true;
    }
  }

  private void createMissing(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> present = new HashSet<>(within(admin.listTopics().names()));
    for (OwnedTopic topic : topics) {
      if (!present.contains(topic.name())) {
        create(admin, topic);
      }
    }
  }

  private void create(Admin admin, OwnedTopic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    NewTopic wanted =
        new NewTopic(topic.name(), topic.partitions(), properties.requiredReplicationFactor())
            .configs(settings(topic));
    try {
      within(admin.createTopics(List.of(wanted)).all());
      log.info("created topic {} with {} partitions", topic.name(), topic.partitions());
    } catch (ExecutionException e) {
      // Another instance of this service was faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Map<String, String> settings(OwnedTopic topic) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.putIfAbsent("min.insync.replicas", Integer.toString(properties.minInSyncReplicas()));
    return settings;
  }

  private void verify(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, TopicDescription> described = describe(admin);
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    Map<ConfigResource, Config> configs = within(admin.describeConfigs(resources).all());
    List<String> differences = new ArrayList<>();
    for (OwnedTopic topic : topics) {
      int partitions = Objects.requireNonNull(described.get(topic.name())).partitions().size();
      if (partitions < topic.partitions()) {
        differences.add(
            String.format(
                Locale.ROOT,
                "%s has %d partitions, not %d",
                topic.name(),
                partitions,
                topic.partitions()));
      }
      Config config =
          Objects.requireNonNull(
              configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
      compare(topic, config, differences);
    }
    if (!differences.isEmpty()) {
      throw new IllegalStateException("topics are not as they must be: " + differences);
    }
  }

  /** A broker hears of a topic that was just made a moment later. */
  private Map<String, TopicDescription> describe(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + properties.topicsTimeout().toNanos();
    while (true) {
      try {
        return within(admin.describeTopics(names()).allTopicNames());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void compare(OwnedTopic topic, Config config, List<String> differences) {
    settings(topic)
        .forEach(
            (name, wanted) -> {
              var entry = config.get(name);
              String actual = entry == null ? "unset" : entry.value();
              if (!wanted.equals(actual)) {
                differences.add(
                    "%s: %s is %s, not %s".formatted(topic.name(), name, actual, wanted));
              }
            });
  }

  private List<String> names() {
    return topics.stream().map(OwnedTopic::name).toList();
  }

  private <T> T within(org.apache.kafka.common.KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    Duration timeout = properties.topicsTimeout();
    return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
