package io.berth.standalone.fault;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reaches steps for records to and from Kafka. Made by Kafka's clients, by its name. */
public final class KafkaSteps
    implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {

  @Override
  public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
    step(steps -> steps.reach("before", "sending to " + record.topic()));
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (metadata != null && failure == null) {
      step(steps -> steps.reach("after", "sending to " + metadata.topic()));
    }
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    topics(records.partitions())
        .forEach(topic -> step(steps -> steps.reach("before", "handling records of " + topic)));
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    topics(offsets.keySet())
        .forEach(topic -> step(steps -> steps.reach("after", "committing offsets of " + topic)));
  }

  private static Set<String> topics(Set<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
  }

  private static void step(Consumer<Steps> reached) {
    Steps steps = FaultInjection.steps();
    if (steps != null) {
      reached.accept(steps);
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
