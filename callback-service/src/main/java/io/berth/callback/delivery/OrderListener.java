package io.berth.callback.delivery;

import io.berth.service.MayBlock;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.time.Duration;
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
 * Makes deliveries of order events. The offset is committed after this returns, hence after the
 * rows are durable; if it throws, the same records come again.
 */
@Component
@MayBlock("the listener's own thread, which commits offsets after the rows are durable")
class OrderListener implements BatchMessageListener<byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(OrderListener.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final OrderReader reader;
  private final Arrivals arrivals;
  private final Intake intake;
  private final DeliveryMetrics metrics;

  OrderListener(OrderReader reader, Arrivals arrivals, Intake intake, DeliveryMetrics metrics) {
    this.reader = reader;
    this.arrivals = arrivals;
    this.intake = intake;
    this.metrics = metrics;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<NewDelivery> deliveries = new ArrayList<>(records.size());
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        deliveries.add(reader.read(record));
        sources.add(record);
      } catch (OrderReader.Poisonous poisonous) {
        setAside(record, poisonous.why());
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
        setAside(sources.get(i), String.valueOf(failure.getMessage()));
      }
    }
  }

  private void add(List<NewDelivery> deliveries) {
    arrivals.take(deliveries).block(TIMEOUT);
  }

  private void setAside(ConsumerRecord<byte[], byte[]> record, String why) {
    log.error(
        "{}-{}@{} is no order event and is set aside: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why);
    metrics.poison();
    intake.setAside(OrderReader.poison(record, why)).block(TIMEOUT);
  }

  private static boolean isAboutData(RuntimeException failure) {
    return failure instanceof DataIntegrityViolationException
        || failure instanceof BadSqlGrammarException
        || failure.getCause() instanceof R2dbcDataIntegrityViolationException
        || failure.getCause() instanceof R2dbcBadGrammarException;
  }
}
