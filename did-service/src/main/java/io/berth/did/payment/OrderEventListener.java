package io.berth.did.payment;

import io.berth.api.Topics;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.did.payment.PaymentNotices.Paid;
import io.berth.did.subscription.NoticeTopic;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerdict;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.RejectedRecords;
import io.berth.service.runtime.MayBlock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Reads order events for the mails about payments. Paying waits for none of this: the events are
 * those that merchants' callbacks are made of.
 */
@Component
@MayBlock("the listener's own thread, which commits offsets after the rows are durable")
class OrderEventListener {
  private static final Logger log = LoggerFactory.getLogger(OrderEventListener.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final PaymentNotices notices;
  private final RecordVerifier verifier;
  private final RejectedRecords rejected;

  OrderEventListener(PaymentNotices notices, RecordKeys keys, MeterRegistry meters) {
    this.notices = notices;
    this.verifier = keys.verifier(Topics.ORDERS);
    this.rejected = new RejectedRecords(meters, Topics.ORDERS);
  }

  /** Offsets are committed after the database has it; reading an event twice does no harm. */
  @KafkaListener(
      topics = Topics.ORDERS,
      groupId = "did-service",
      batch = "true",
      properties = {
        "auto.offset.reset=earliest",
        // pay-service alone makes its topic.
        "allow.auto.create.topics=false",
        "max.poll.records=1000",
        // A signature is over bytes.
        "key.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer",
        "value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
      })
  void read(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Paid> paid = records.stream().filter(this::isGenuine).flatMap(this::paid).toList();
    if (!paid.isEmpty()) {
      notices.add(paid).block(TIMEOUT);
    }
  }

  /** A forged event would mail somebody a payment that there is not. */
  private boolean isGenuine(ConsumerRecord<byte[], byte[]> record) {
    RecordVerdict verdict =
        verifier.verify(record.topic(), record.key(), record.value(), record.headers());
    if (verdict != RecordVerdict.GENUINE) {
      rejected.reject(record.partition(), record.offset(), verdict.reason());
    }
    return verdict == RecordVerdict.GENUINE;
  }

  private Stream<Paid> paid(ConsumerRecord<byte[], byte[]> record) {
    try {
      OrderEvent event = BerthJson.mapper().readValue(record.value(), OrderEvent.class);
      Order order = event.order();
      Long uid = order.uid();
      if (uid == null
          || event.kind() != OrderEvent.Kind.SETTLED
          || order.status() != OrderStatus.PAID) {
        return Stream.empty();
      }
      String amount = order.amount().toPlainString() + ' ' + order.coin();
      return Stream.of(
          new Paid(
              event.eventId(), uid, topic(order), order.appId(), order.id(), amount, event.at()));
    } catch (JacksonException unreadable) {
      log.warn("{}@{} is no order event", record.partition(), record.offset());
      return Stream.empty();
    }
  }

  private static NoticeTopic topic(Order order) {
    return switch (order.kind()) {
      case PAYMENT -> NoticeTopic.RECEIPT;
      case PAYOUT -> NoticeTopic.PAYOUT;
      case RETURN -> NoticeTopic.REFUND;
    };
  }
}
