package io.berth.service.kafka.follower;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.signing.RecordVerdict;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.RejectedRecords;
import io.berth.service.readiness.PartState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows a topic: reads all partitions on one thread, without a consumer group, and stays in sync.
 * Without Kafka it keeps trying; records that are handled are not handled again. As a bean it
 * starts and stops with its context, and is part of readiness by its {@linkplain #state() state}.
 */
public final class TopicFollower implements SmartLifecycle, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Without contact for longer, what was read may be out of date; it is looked for every 5 s. */
  private static final Duration STALE = Duration.ofSeconds(20);

  /** Position at which reading begins. */
  public enum From {
    /** With the oldest record that the topic still has. */
    START,
    /** With the first record after the start: nothing older is handled. */
    END
  }

  /** Handles each record, in the order of its partition, on one thread. */
  @FunctionalInterface
  public interface Handler {
    /**
     * A thrown exception is logged and counted and the record skipped, except for {@link NotYet}.
     */
    void handle(TopicRecord record);
  }

  /** Thrown by a handler that cannot handle a record yet: it gets the record again in a moment. */
  public static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotYet(String why) {
      super(why);
    }
  }

  private final KafkaClients clients;
  private final String topic;
  private final From from;
  private final RecordVerifier verifier;
  private final Handler handler;
  private final RejectedRecords rejected;
  private final Counter failed;
  private volatile boolean stopping;
  private volatile boolean verified;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private volatile @Nullable FollowerPosition position;

  /**
   * @param verifier decides which records the handler gets
   */
  public TopicFollower(
      KafkaClients clients,
      MeterRegistry meters,
      String topic,
      From from,
      RecordVerifier verifier,
      Handler handler) {
    this.clients = clients;
    this.topic = topic;
    this.from = from;
    this.verifier = verifier;
    this.handler = handler;
    this.rejected = new RejectedRecords(meters, topic);
    this.failed =
        Counter.builder("berth.topic.failed")
            .description("Records that could not be handled and were skipped")
            .tag("topic", topic)
            .register(meters);
    Gauge.builder("berth.topic.caught_up", this, follower -> follower.inSync() ? 1 : 0)
        .description("Whether the topic was read to its end as of the start")
        .tag("topic", topic)
        .register(meters);
    Gauge.builder("berth.topic.silence", this, TopicFollower::secondsWithoutContact)
        .description("Time since the last contact with Kafka")
        .baseUnit("seconds")
        .tag("topic", topic)
        .register(meters);
  }

  public String topic() {
    return topic;
  }

  /** Whether everything that was in the topic when reading began has been handled. */
  public boolean inSync() {
    FollowerPosition current = position;
    return current != null && current.inSync();
  }

  /** Time of the last contact with Kafka; null if there was none. */
  public @Nullable Instant lastContact() {
    FollowerPosition current = position;
    return current == null ? null : current.lastContact();
  }

  /** Whether the topic is read, with what its records are worth. */
  public PartState state() {
    Duration silence = silence();
    if (!inSync()) {
      return PartState.notReady("is not read to its end as of the start");
    }
    if (silence == null || silence.compareTo(STALE) > 0) {
      return PartState.notReady(
          "was last read " + (silence == null ? "never" : silence.toSeconds() + " s ago"));
    }
    if (!verified && rejected.any()) {
      return PartState.notReady("no record of it can be verified: " + rejected.lastReason());
    }
    return rejected.lately()
        ? PartState.degraded("records were rejected: " + rejected.lastReason())
        : PartState.ready();
  }

  private @Nullable Duration silence() {
    Instant last = lastContact();
    return last == null ? null : Duration.between(last, Instant.now());
  }

  private double secondsWithoutContact() {
    Duration silence = silence();
    return silence == null ? Double.NaN : silence.toMillis() / 1000.0;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      position = new FollowerPosition(topic, from);
      thread = Thread.ofPlatform().daemon().name("follower-" + topic).start(this::run);
    }
  }

  private void run() {
    while (!stopping) {
      Consumer<String, byte[]> opened = null;
      try {
        opened = clients.groupless();
        consumer = opened;
        follow(opened);
      } catch (WakeupException | InterruptException stop) {
        log.debug("{} is not read any more", topic);
      } catch (RuntimeException failure) {
        log.warn("cannot read {}, trying again", topic, failure);
        pause();
      } finally {
        consumer = null;
        close(opened);
      }
    }
  }

  /** Without taking leave of the broker, which would answer the fetch under way before. */
  private static void close(@Nullable Consumer<String, byte[]> opened) {
    if (opened != null) {
      opened.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private void follow(Consumer<String, byte[]> opened) {
    FollowerPosition current = position;
    while (current != null && !stopping) {
      try {
        current.refresh(opened);
        if (current.assigned()) {
          current.check(opened);
          opened.poll(current.pollTimeout()).forEach(record -> handle(current, record));
        } else {
          pause();
        }
      } catch (WakeupException | InterruptException stop) {
        throw stop;
      } catch (RetriableException absent) {
        log.warn("cannot reach Kafka for {}", topic, absent);
        pause();
      }
    }
  }

  private void handle(FollowerPosition current, ConsumerRecord<String, byte[]> read) {
    RecordVerdict verdict = verifier.verify(read);
    if (verdict != RecordVerdict.GENUINE) {
      rejected.reject(read.partition(), read.offset(), verdict.reason());
      current.handled(read);
      return;
    }
    verified = true;
    TopicRecord record =
        new TopicRecord(
            read.topic(),
            read.partition(),
            read.offset(),
            read.key(),
            read.value(),
            Instant.ofEpochMilli(read.timestamp()),
            RecordVerifier.isSigned(read.headers()));
    while (!stopping) {
      try {
        handler.handle(record);
        current.handled(read);
        return;
      } catch (NotYet later) {
        log.warn("{} waits at {}: {}", topic, read.offset(), later.getMessage());
        pause();
      } catch (RuntimeException failure) {
        failed.increment();
        log.error("skipped {}-{}@{}", topic, read.partition(), read.offset(), failure);
        current.handled(read);
        return;
      }
    }
    throw new WakeupException();
  }

  private void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Waits a few seconds at most for the record that is being handled. */
  @Override
  public synchronized void stop() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    stopping = true;
    Consumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      if (!running.join(CLOSE_TIMEOUT)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
