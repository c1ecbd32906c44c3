package io.berth.callback.ingest;

import io.berth.api.Topics;
import io.berth.callback.delivery.DeliveryMetrics;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerdict;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.RejectedRecords;
import io.berth.service.runtime.MayBlock;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.r2dbc.BadSqlGrammarException;
import org.springframework.stereotype.Component;

/**
 * Turns order events into deliveries. The offset is committed after this returns, hence after the
 * rows are durable; after an exception the same records come again.
 */
@Component
@MayBlock("the listener's own thread, which commits offsets after the rows are durable")
class OrderEventListener implements BatchMessageListener<byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(OrderEventListener.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final OrderEventParser reader;
  private final DeliveryIngest ingest;
  private final DeadLetterRows deadLetters;
  private final DeliveryMetrics metrics;
  private final RecordVerifier verifier;
  private final RejectedRecords rejected;
  private final DeadLetterLimit budget;

  OrderEventListener(
      OrderEventParser reader,
      DeliveryIngest ingest,
      DeadLetterRows deadLetters,
      DeliveryMetrics metrics,
      RecordKeys keys,
      MeterRegistry meters,
      InstantSource clock) {
    this.reader = reader;
    this.ingest = ingest;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.verifier = keys.verifier(Topics.ORDERS);
    this.rejected = new RejectedRecords(meters, Topics.ORDERS);
    this.budget = new DeadLetterLimit(clock);
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<NewDelivery> deliveries = new ArrayList<>(records.size());
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      RecordVerdict verdict =
          verifier.verify(record.topic(), record.key(), record.value(), record.headers());
      if (verdict != RecordVerdict.GENUINE) {
        reject(record, verdict);
        continue;
      }
      try {
        deliveries.add(reader.read(record.value()));
        sources.add(record);
      } catch (OrderEventParser.NotAnOrderEvent invalid) {
        storeDeadLetter(record, invalid.why());
      }
    }
    try {
      add(deliveries);
    } catch (RuntimeException failure) {
      if (!isAboutData(failure)) {
        throw failure;
      }
      addOneByOne(deliveries, sources);
    }
  }

  /** One record that the database does not take must not keep the others out. */
  private void addOneByOne(
      List<NewDelivery> deliveries, List<ConsumerRecord<byte[], byte[]>> sources) {
    for (int i = 0; i < deliveries.size(); i++) {
      try {
        add(List.of(deliveries.get(i)));
      } catch (RuntimeException failure) {
        if (!isAboutData(failure)) {
          throw failure;
        }
        storeDeadLetter(sources.get(i), String.valueOf(failure.getMessage()));
      }
    }
  }

  private void add(List<NewDelivery> deliveries) {
    ingest.take(deliveries).block(TIMEOUT);
  }

  /** A flood of forged records must cost neither the database nor the disk. */
  private void reject(ConsumerRecord<byte[], byte[]> record, RecordVerdict verdict) {
    rejected.reject(record.partition(), record.offset(), verdict.reason());
    metrics.deadLetter();
    if (budget.allows()) {
      deadLetters
          .store(OrderEventParser.deadLetter(record, "not genuine: " + verdict.reason(), false))
          .block(TIMEOUT);
    }
  }

  private void storeDeadLetter(ConsumerRecord<byte[], byte[]> record, String why) {
    log.error(
        "{}-{}@{} is no order event and is set aside: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why);
    metrics.deadLetter();
    deadLetters.store(OrderEventParser.deadLetter(record, why, true)).block(TIMEOUT);
  }

  private static boolean isAboutData(RuntimeException failure) {
    return failure instanceof DataIntegrityViolationException
        || failure instanceof BadSqlGrammarException
        || failure.getCause() instanceof R2dbcDataIntegrityViolationException
        || failure.getCause() instanceof R2dbcBadGrammarException;
  }
}
