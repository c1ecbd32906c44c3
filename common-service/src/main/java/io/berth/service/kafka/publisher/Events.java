package io.berth.service.kafka.publisher;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.signing.RecordKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  private final RecordKeys keys;
  private final ThreadPoolExecutor sender;
  private final int maxWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  public Events(KafkaClients clients, RecordKeys keys, MeterRegistry meters) {
    this(clients.producer(), keys, meters, MAX_WAITING);
  }

  Events(Producer<String, byte[]> producer, RecordKeys keys, MeterRegistry meters, int maxWaiting) {
    this.producer = producer;
    this.keys = keys;
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
   * Publishes on a topic whose records this service signs.
   *
   * @throws IllegalStateException naming the property of the key that is missing
   */
  public TopicPublisher to(String topic) {
    return new TopicPublisher(this, topic, keys.signer(topic));
  }

  /** Publishes on a topic whose values carry a signature of their own. */
  public TopicPublisher toSelfSigned(String topic) {
    return new TopicPublisher(this, topic, null);
  }

  Mono<Void> publish(ProducerRecord<String, byte[]> event) {
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
