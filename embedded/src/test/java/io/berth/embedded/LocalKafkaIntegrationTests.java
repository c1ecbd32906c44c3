package io.berth.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIntegrationTests {

  private static final String PASSWORD = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;

  @Test
  void keepsRecordsAndOffsetsOverARestartOnTheSamePort() throws Exception {
    int port;
    try (LocalKafka kafka = LocalKafka.unprotected(directory.resolve("kafka"), 0)) {
      port = kafka.port();
      createTopic(kafka);
      send(kafka, "first");
      assertThat(receive(kafka)).containsExactly("first");

      kafka.stop();
      assertThat(LocalPorts.isFree(port)).isTrue();
      kafka.start();
      send(kafka, "second");
    }
    try (LocalKafka kafka = LocalKafka.unprotected(directory.resolve("kafka"), port)) {
      assertThat(receive(kafka)).containsExactly("second");
    }
  }

  @Test
  void takesNobodyWithoutThePasswordAndStartsOnDataOfBefore() throws Exception {
    Path data = directory.resolve("kafka");
    int port;
    try (LocalKafka before = LocalKafka.unprotected(data, 0)) {
      port = before.port();
      createTopic(before);
      send(before, "old");
    }
    try (LocalKafka kafka = LocalKafka.durable(data, port, PASSWORD)) {
      assertThat(text(data)).doesNotContain(PASSWORD);
      assertThatThrownBy(() -> send(kafka, "stranger")).isInstanceOf(Exception.class);
      Map<String, Object> wrong = new HashMap<>(LocalKafka.clientSettings("x".repeat(48)));
      assertThatThrownBy(() -> send(kafka, "guessed", wrong))
          .hasRootCauseInstanceOf(SaslAuthenticationException.class);
      Map<String, Object> right = new HashMap<>(LocalKafka.clientSettings(PASSWORD));
      send(kafka, "new", right);
      assertThat(receive(kafka, right)).containsExactly("old", "new");
      // The broker signs in to itself and its controller, again and again.
      kafka.stop();
      kafka.start();
      send(kafka, "later", right);
    }
  }

  /** What lies beside the data. */
  private static String text(Path data) throws Exception {
    try (Stream<Path> files = Files.list(data.getParent())) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return all.toString();
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
    send(kafka, text, Map.of());
  }

  private static void send(LocalKafka kafka, String text, Map<String, Object> login)
      throws Exception {
    Map<String, Object> settings = new HashMap<>(login);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("max.block.ms", 2_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("notes", text)).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> receive(LocalKafka kafka) {
    return receive(kafka, Map.of());
  }

  private static List<String> receive(LocalKafka kafka, Map<String, Object> login) {
    Map<String, Object> settings = new HashMap<>(login);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("group.id", "readers");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
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
