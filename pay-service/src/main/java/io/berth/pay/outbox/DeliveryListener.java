package io.berth.pay.outbox;

import io.berth.api.DeliveryEvent;
import io.berth.api.Topics;
import io.berth.service.json.BerthJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from callback-service which events have arrived there. */
@Component
class DeliveryListener {

  private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OutboxUpkeep upkeep;

  DeliveryListener(OutboxUpkeep upkeep) {
    this.upkeep = upkeep;
  }

  /** Offsets are committed after the database has it; hearing a thing twice does no harm. */
  @KafkaListener(
      topics = Topics.DELIVERIES,
      groupId = "pay-service",
      batch = "true",
      // Nobody waits for this: what comes within half a second is noticed together.
      properties = {"fetch.min.bytes=1000000", "fetch.max.wait.ms=500", "max.poll.records=2000"})
  void hear(List<String> deliveries) {
    List<EventId> events = new ArrayList<>();
    for (String delivery : deliveries) {
      try {
        EventId event =
            EventId.parse(BerthJson.mapper().readValue(delivery, DeliveryEvent.class).eventId());
        if (event != null) {
          events.add(event);
        }
      } catch (JacksonException unreadable) {
        log.error("skipped a delivery that cannot be read", unreadable);
      }
    }
    if (!events.isEmpty()) {
      upkeep.notice(events).block(PATIENCE);
    }
  }
}
