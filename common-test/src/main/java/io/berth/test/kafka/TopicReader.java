package io.berth.test.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions up to where they end at the time of asking. */
final class TopicReader {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private TopicReader() {}

  static List<ConsumerRecord<String, String>> readAll(
      KafkaConsumer<String, String> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!reached(consumer, ends)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Cannot read " + partitions + " to their ends");
      }
      consumer.poll(Duration.ofMillis(50)).forEach(records::add);
    }
    return List.copyOf(records);
  }

  private static boolean reached(
      KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
