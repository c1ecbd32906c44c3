package io.berth.service.kafka;

import io.berth.service.json.BerthJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes events, acknowledged by all in-sync replicas. Events that are subscribed to in an order
 * are sent in that order. {@code KafkaProducer.send} may block while a topic is not known, so it
 * runs on a thread of its own with a bounded queue.
 */
public final class Events implements AutoCloseable {
  private static final int MAX_WAITING = 8192;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final ThreadPoolExecutor sender;
  private final int maxWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  public Events(KafkaClients clients, MeterRegistry meters) {
    this(clients.producer(), meters, MAX_WAITING);
  }

  Events(Producer<String, byte[]> producer, MeterRegistry meters, int maxWaiting) {
    this.producer = producer;
    this.maxWaiting = maxWaiting;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            // Without a lock, for which an event loop would have to wait; bounded by the count.
            new LinkedTransferQueue<>(),
            Thread.ofPlatform().daemon().name("berth-events").factory());
    ExecutorServiceMetrics.monitor(meters, sender, "berth-events", List.of());
  }

  /**
   * Completes when the event is acknowledged; errors with {@link PublishingRefused} when too much
   * waits already, else with Kafka's own error within about 12 s.
   *
   * @param value null removes the key from a compacted topic
   */
  public Mono<Void> publish(String topic, String key, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    return publish(new ProducerRecord<>(topic, key, bytes));
  }

  /** The same for an event that {@link BerthJson} writes. */
  public Mono<Void> publishJson(String topic, String key, Object event) {
    return Mono.defer(
        () ->
            publish(new ProducerRecord<>(topic, key, BerthJson.mapper().writeValueAsBytes(event))));
  }

  private Mono<Void> publish(ProducerRecord<String, byte[]> event) {
    return Mono.<Void>create(sink -> enqueue(event, sink)).publishOn(Schedulers.parallel());
  }

  private void enqueue(ProducerRecord<String, byte[]> event, MonoSink<Void> sink) {
    if (waiting.incrementAndGet() > maxWaiting) {
      refuse(event, sink);
      return;
    }
    try {
      sender.execute(
          () -> {
            waiting.decrementAndGet();
            send(event, sink);
          });
    } catch (RejectedExecutionException closed) {
      refuse(event, sink);
    }
  }

  private void refuse(ProducerRecord<String, byte[]> event, MonoSink<Void> sink) {
    waiting.decrementAndGet();
    sink.error(new PublishingRefused(event.topic()));
  }

  private void send(ProducerRecord<String, byte[]> event, MonoSink<Void> sink) {
    try {
      producer.send(
          event,
          (metadata, failure) -> {
            if (failure == null) {
              sink.success();
            } else {
              sink.error(failure);
            }
          });
    } catch (RuntimeException failure) {
      sink.error(failure);
    }
  }

  /** Sends what waits, for a few seconds at most. */
  @Override
  public void close() throws InterruptedException {
    sender.shutdown();
    if (!sender.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      sender.shutdownNow();
    }
    producer.close(CLOSE_TIMEOUT);
  }
}
