package io.berth.callback.ingest;

import io.berth.api.order.OrderEvent;
import io.berth.callback.delivery.DeliveryPlanner;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Parses records into order events, and tells dead letters apart. */
@Component
class OrderEventParser {

  private static final int LONGEST_KEPT = 64 * 1024;
  private static final int LONGEST_ERROR = 500;
  private static final int LONGEST_ID = 200;

  private final DeliveryPlanner planner;

  OrderEventParser(DeliveryPlanner planner) {
    this.planner = planner;
  }

  /**
   * @throws NotAnOrderEvent if the record is no order event
   */
  NewDelivery read(byte @Nullable [] value) throws NotAnOrderEvent {
    if (value == null) {
      throw new NotAnOrderEvent("there is no value");
    }
    try {
      String json = text(value);
      OrderEvent event = BerthJson.mapper().readValue(json, OrderEvent.class);
      check(event);
      return new NewDelivery(event, json, planner.firstDelay(event));
    } catch (CharacterCodingException e) {
      throw new NotAnOrderEvent("the value is not UTF-8");
    } catch (JacksonException e) {
      throw new NotAnOrderEvent(String.valueOf(e.getMessage()));
    }
  }

  private static String text(byte[] value) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
  }

  /** What becomes a column or a header has to fit in. */
  private static void check(@Nullable OrderEvent event) throws NotAnOrderEvent {
    if (event == null) {
      throw new NotAnOrderEvent("the value is null");
    }
    column("eventId", event.eventId());
    column("appId", event.order().appId());
    column("tradeNo", event.order().tradeNo());
    if (!RequestId.acceptable(event.requestId())) {
      throw new NotAnOrderEvent("the request id is not acceptable");
    }
  }

  private static void column(String name, String value) throws NotAnOrderEvent {
    if (value.isEmpty() || value.length() > LONGEST_ID || value.indexOf('\0') >= 0) {
      throw new NotAnOrderEvent(name + " is empty, too long or holds a NUL");
    }
  }

  static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, String why, boolean genuine) {
    String clean = why.replace('\0', ' ');
    byte[] value = record.value();
    return new DeadLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        kept(record.key()),
        kept(value),
        clean.substring(0, Math.min(clean.length(), LONGEST_ERROR)),
        genuine && value != null && value.length <= LONGEST_KEPT);
  }

  private static byte @Nullable [] kept(byte @Nullable [] bytes) {
    return bytes == null || bytes.length <= LONGEST_KEPT
        ? bytes
        : Arrays.copyOf(bytes, LONGEST_KEPT);
  }

  /** A record that is no order event, and why. */
  static final class NotAnOrderEvent extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnOrderEvent(String why) {
      super(why);
    }

    String why() {
      return Objects.requireNonNull(getMessage());
    }
  }
}
