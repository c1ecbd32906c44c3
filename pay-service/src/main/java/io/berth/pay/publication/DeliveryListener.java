package io.berth.pay.publication;

import io.berth.api.Topics;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerdict;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.RejectedRecords;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Follows delivery results, and marks the events that have arrived at callback-service. */
@Component
class DeliveryListener {

  private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private final OutboxMaintenance maintenance;
  private final RecordVerifier verifier;
  private final RejectedRecords rejected;
  private final AccessLog accessLog;

  DeliveryListener(
      OutboxMaintenance maintenance, RecordKeys keys, MeterRegistry meters, AccessLog accessLog) {
    this.maintenance = maintenance;
    this.accessLog = accessLog;
    this.verifier = keys.verifier(Topics.DELIVERIES);
    this.rejected = new RejectedRecords(meters, Topics.DELIVERIES);
  }

  /** Offsets are committed after the database has it; hearing a thing twice does no harm. */
  @KafkaListener(
      topics = Topics.DELIVERIES,
      groupId = "pay-service",
      batch = "true",
      // Nobody waits for this: what comes within half a second is noticed together.
      properties = {
        "fetch.min.bytes=1000000",
        "fetch.max.wait.ms=500",
        "max.poll.records=2000",
        // A signature is over bytes.
        "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
      })
  void hear(List<ConsumerRecord<String, byte[]>> deliveries) {
    long start = System.nanoTime();
    List<EventId> ids = new ArrayList<>();
    List<DeliveryEvent> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> delivery : deliveries) {
      DeliveryEvent event = genuine(delivery) ? read(delivery.value()) : null;
      EventId id = event == null ? null : EventId.parse(event.eventId());
      if (event != null && id != null) {
        ids.add(id);
        events.add(event);
      }
    }
    if (!ids.isEmpty()) {
      maintenance.acknowledge(ids).block(MAX_WAIT);
      events.forEach(event -> log(event, System.nanoTime() - start));
    }
  }

  private void log(DeliveryEvent event, long nanos) {
    accessLog.add(
        accessLog.tracing().later(event.requestId(), ServedSpan.Kind.CONSUMER),
        () ->
            new ServedRequest(
                event.requestId(),
                event.appId(),
                null,
                Topics.DELIVERIES,
                ServedRequest.OK,
                nanos,
                new ServedRequest.Order(event.orderId(), null)));
  }

  /** A forged delivery would keep a lost event from being published again. */
  private boolean genuine(ConsumerRecord<String, byte[]> delivery) {
    RecordVerdict verdict = verifier.verify(delivery);
    if (verdict != RecordVerdict.GENUINE) {
      rejected.reject(delivery.partition(), delivery.offset(), verdict.reason());
    }
    return verdict == RecordVerdict.GENUINE;
  }

  private static @Nullable DeliveryEvent read(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      return BerthJson.mapper().readValue(value, DeliveryEvent.class);
    } catch (JacksonException unreadable) {
      log.error("skipped a delivery that cannot be read", unreadable);
      return null;
    }
  }
}
