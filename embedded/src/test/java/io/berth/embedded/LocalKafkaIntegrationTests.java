package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIntegrationTests {

  @TempDir Path directory;

  @Test
  void keepsRecordsAndOffsetsOverARestartOnTheSamePort() throws Exception {
    int port;
    try (LocalKafka kafka = LocalKafka.durable(directory.resolve("kafka"), 0)) {
      port = kafka.port();
      createTopic(kafka);
      send(kafka, "first");
      assertThat(receive(kafka)).containsExactly("first");

      kafka.stop();
      assertThat(LocalPorts.isFree(port)).isTrue();
      kafka.start();
      send(kafka, "second");
    }
    try (LocalKafka kafka = LocalKafka.durable(directory.resolve("kafka"), port)) {
      assertThat(receive(kafka)).containsExactly("second");
    }
  }

  @Test
  void makesNoTopicThatNobodyDeclared() throws Exception {
    try (LocalKafka kafka = LocalKafka.throwaway()) {
      assertThatThrownBy(() -> send(kafka, "lost")).hasMessageContaining("not present");
    }
  }

  private static void createTopic(LocalKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1))).all().get();
    }
  }

  private static void send(LocalKafka kafka, String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 2_000),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("notes", text)).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> receive(LocalKafka kafka) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            "readers",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("notes"));
      List<String> texts = new ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (texts.isEmpty() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> texts.add(record.value()));
      }
      consumer.commitSync();
      return texts;
    }
  }
}
