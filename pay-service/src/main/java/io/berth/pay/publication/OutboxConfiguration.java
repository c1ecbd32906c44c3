package io.berth.pay.publication;

import io.berth.api.Topics;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.PaidEventCommand.PublishPaidEvents;
import io.berth.api.order.PaidEventCommand.ReadPaidEvents;
import io.berth.pay.ledger.PostingLoop;
import io.berth.pay.ledger.PostingProperties;
import io.berth.service.command.CommandHandlers;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.topic.OwnedTopic;
import io.berth.service.retention.DeletedRows;
import io.berth.service.schedule.Repeating;
import io.berth.service.sql.UnpooledConnection;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import io.berth.service.wakeup.PostgresNotifier;
import io.berth.service.wakeup.WakeUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

  private static final int PARTITIONS = 12;
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration FORGETTING = Duration.ofMinutes(1);
  private static final Duration MEASURING = Duration.ofSeconds(5);

  @Bean
  CommandHandlers comparisonCommands(DeliveryComparisons comparisons) {
    return CommandHandlers.builder()
        .on(ReadPaidEvents.class, comparisons::read)
        .on(PublishPaidEvents.class, comparisons::publish)
        .build();
  }

  @Bean
  OwnedTopic ordersTopic() {
    return OwnedTopic.retained(Topics.ORDERS, PARTITIONS, KEPT);
  }

  @Bean
  PostgresNotifier outboxWakeUp(DatabaseClient database) {
    return new PostgresNotifier(database, OutboxRelay.CHANNEL);
  }

  @Bean
  PostingLoop ledger(
      DatabaseClient database, PostingProperties properties, MeterRegistry meters, WakeUp wakeUp) {
    return new PostingLoop(database, BerthJson.mapper(), properties, meters, wakeUp::signal);
  }

  @Bean
  OrderTopic orderTopic(Events events, AccessLog accessLog) {
    TopicPublisher orders = events.to(Topics.ORDERS);
    return event ->
        orders
            .publishJson(Long.toString(event.order().id()), event)
            .doOnSuccess(_ -> trace(event, accessLog));
  }

  @Bean
  OutboxRelay outboxRelay(
      ConnectionFactory pool,
      OutboxRows rows,
      OrderTopic topic,
      OutboxProperties properties,
      MeterRegistry meters) {
    return new OutboxRelay(new UnpooledConnection(pool), rows, topic, properties, meters);
  }

  /** Takes as long as the event was in the outbox and on its way to Kafka. */
  private static void trace(OrderEvent event, AccessLog accessLog) {
    accessLog.trace(
        accessLog.tracing().later(event.requestId(), ServedSpan.Kind.PRODUCER),
        () ->
            ServedRequest.of(
                event,
                null,
                Topics.ORDERS,
                ServedRequest.OK,
                Math.max(0, Duration.between(event.at(), Instant.now()).toNanos())));
  }

  /** Every instance for itself: each may have a caller who waits for a first answer. */
  @Bean
  TopicFollower firstCallbackFollower(
      KafkaClients clients, RecordKeys keys, MeterRegistry meters, FirstCallbackResults results) {
    return new TopicFollower(
        clients,
        meters,
        Topics.DELIVERIES,
        TopicFollower.From.END,
        keys.verifier(Topics.DELIVERIES),
        record -> {
          byte[] value = record.value();
          if (value != null) {
            results.hear(BerthJson.mapper().readValue(value, DeliveryEvent.class));
          }
        });
  }

  @Bean
  Repeating outboxMeasuring(OutboxMetrics metrics) {
    return new Repeating("measuring the outbox", MEASURING, metrics::measure);
  }

  @Bean
  Repeating outboxForgetting(OutboxMaintenance maintenance, DeletedRows deletedRows) {
    return new Repeating(
        "forgetting old events",
        FORGETTING,
        () -> maintenance.forget().doOnNext(deleted -> deletedRows.count("outbox", deleted)));
  }

  @Bean
  Repeating outboxRepublishing(OutboxMaintenance maintenance, OutboxProperties properties) {
    return new Repeating(
        "republishing unnoticed events",
        properties.unacknowledgedAfter().dividedBy(2),
        maintenance::republishUnacknowledged);
  }
}
