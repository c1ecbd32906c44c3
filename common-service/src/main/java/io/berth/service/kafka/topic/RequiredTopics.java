package io.berth.service.kafka.topic;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.runtime.StartStep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for topics that other services create, then refuses to start without them. */
public final class RequiredTopics implements StartStep {
  public static final int PHASE = OwnedTopics.PHASE + 1000;
  private static final Logger log = LoggerFactory.getLogger(RequiredTopics.class);
  private static final Duration SAY = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final KafkaClients clients;
  private final Set<String> topics;
  private final Duration timeout;

  public RequiredTopics(
      KafkaClients clients, List<RequiredTopic> topics, TopicProperties properties) {
    this.clients = clients;
    this.topics = topics.stream().map(RequiredTopic::name).collect(Collectors.toUnmodifiableSet());
    this.timeout = properties.topicsTimeout();
  }

  @Override
  public void start() {
    if (!topics.isEmpty()) {
      try (Admin admin = clients.admin()) {
        await(admin);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for topics", e);
      }
    }
  }

  private void await(Admin admin) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Set<String> missing = missing(admin, deadline);
    if (!missing.isEmpty()) {
      log.info("waiting for the topics {}", missing);
    }
    long said = System.nanoTime();
    while (!missing.isEmpty()) {
      if (System.nanoTime() >= deadline) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "topics are missing after %d s: %s; is the service that owns them running?",
                timeout.toSeconds(),
                missing));
      }
      if (System.nanoTime() - said >= SAY.toNanos()) {
        said = System.nanoTime();
        log.info("still waiting for the topics {}", missing);
      }
      Thread.sleep(PAUSE);
      missing = missing(admin, deadline);
    }
  }

  private Set<String> missing(Admin admin, long deadline) throws InterruptedException {
    Set<String> missing = new TreeSet<>(topics);
    long left = Math.max(1, deadline - System.nanoTime());
    try {
      missing.removeAll(admin.listTopics().names().get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      log.warn("cannot list topics: {}", e.toString());
    }
    return missing;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
