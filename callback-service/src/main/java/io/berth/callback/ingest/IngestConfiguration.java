package io.berth.callback.ingest;

import io.berth.api.Topics;
import io.berth.api.delivery.DeadLetterCommand.DropDeadLetter;
import io.berth.api.delivery.DeadLetterCommand.ReadCallbackAudit;
import io.berth.api.delivery.DeadLetterCommand.ReadDeadLetters;
import io.berth.api.delivery.DeadLetterCommand.RepeatDeadLetter;
import io.berth.service.audit.AuditLog;
import io.berth.service.command.CommandHandlers;
import io.berth.service.kafka.topic.RequiredTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

  private static final String GROUP = "berth-callback";
  private static final long FIRST_RETRY_MILLIS = 250;
  private static final long LONGEST_RETRY_MILLIS = 10_000;

  @Bean
  RequiredTopic orderEvents() {
    return new RequiredTopic(Topics.ORDERS);
  }

  @Bean
  AuditLog auditLog(DatabaseClient database) {
    return new AuditLog(database);
  }

  @Bean
  CommandHandlers deadLetterCommands(
      DeadLetterRows rows, DeadLetterHandlers handlers, AuditLog audit) {
    return CommandHandlers.builder()
        .on(ReadDeadLetters.class, (_, _) -> rows.newest())
        .on(RepeatDeadLetter.class, handlers::repeat)
        .on(DropDeadLetter.class, handlers::drop)
        .on(ReadCallbackAudit.class, (read, _) -> audit.read(read.filter()))
        .build();
  }

  /** Does not start by itself: the app directory has to be in sync before. */
  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> orderEventContainer(
      KafkaProperties kafka,
      KafkaConnectionDetails connection,
      OrderEventListener listener,
      IngestProperties properties,
      MeterRegistry meters) {
    ContainerProperties container = new ContainerProperties(Topics.ORDERS);
    container.setGroupId(GROUP);
    container.setAckMode(ContainerProperties.AckMode.BATCH);
    container.setSyncCommits(true);
    container.setMessageListener(listener);
    ConcurrentMessageListenerContainer<byte[], byte[]> orders =
        new ConcurrentMessageListenerContainer<>(consumers(kafka, connection, meters), container);
    orders.setConcurrency(properties.consumers());
    orders.setCommonErrorHandler(neverSkipping());
    orders.setAutoStartup(false);
    // With its own phase, Spring would end deliveries with it before the requests.
    orders.setPhase(0);
    orders.setBeanName("orders");
    return orders;
  }

  private static LeavingConsumers consumers(
      KafkaProperties kafka, KafkaConnectionDetails connection, MeterRegistry meters) {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    KafkaConnectionDetails.Configuration consumer = connection.getConsumer();
    settings.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", consumer.getBootstrapServers()));
    if (consumer.getSecurityProtocol() != null) {
      settings.put("security.protocol", consumer.getSecurityProtocol());
    }
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    LeavingConsumers consumers = new LeavingConsumers(settings);
    consumers.addListener(new MicrometerConsumerListener<>(meters));
    return consumers;
  }

  /** The listener stores dead letters; any other failure is retried. */
  private static DefaultErrorHandler neverSkipping() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY_MILLIS, 2);
    backOff.setMaxInterval(LONGEST_RETRY_MILLIS);
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }
}
