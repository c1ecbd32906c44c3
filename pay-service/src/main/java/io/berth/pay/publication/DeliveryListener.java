package io.berth.pay.publication;

import io.berth.api.Topics;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerdict;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.RejectedRecords;
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

  DeliveryListener(OutboxMaintenance maintenance, RecordKeys keys, MeterRegistry meters) {
    this.maintenance = maintenance;
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
    List<EventId> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> delivery : deliveries) {
      EventId event = genuine(delivery) ? read(delivery.value()) : null;
      if (event != null) {
        events.add(event);
      }
    }
    if (!events.isEmpty()) {
      maintenance.acknowledge(events).block(MAX_WAIT);
    }
  }

  /** A forged delivery would keep a lost event from being published again. */
  private boolean genuine(ConsumerRecord<String, byte[]> delivery) {
    RecordVerdict verdict = verifier.verify(delivery);
    if (verdict != RecordVerdict.GENUINE) {
      rejected.reject(delivery.partition(), delivery.offset(), verdict.reason());
    }
    return verdict == RecordVerdict.GENUINE;
  }

  private static @Nullable EventId read(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      return EventId.parse(BerthJson.mapper().readValue(value, DeliveryEvent.class).eventId());
    } catch (JacksonException unreadable) {
      log.error("skipped a delivery that cannot be read", unreadable);
      return null;
    }
  }
}
