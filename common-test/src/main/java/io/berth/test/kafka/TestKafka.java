package io.berth.test.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Kafka broker without topics at first, which makes none by itself. */
public final class TestKafka {

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final KafkaServer server;

  public TestKafka(KafkaServer server) {
    this.server = server;
  }

  public String bootstrapServers() {
    return server.bootstrapServers();
  }

  /** Takes the broker away until {@link #start()}; the next test class gets it back by itself. */
  public void stop() {
    server.stop();
  }

  /** Brings the broker back on the same address with what it had. */
  public void start() {
    server.start();
  }

  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  public void createCompactedTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of("cleanup.policy", "compact"));
  }

  /** Makes a topic unless it is there already. */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    withAdmin(
        admin -> {
          if (!topics(admin).contains(name)) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            Awaitility.await().atMost(MAX_WAIT).until(() -> topics(admin).contains(name));
          }
        });
  }

  /** Deletes every topic with its records and the consumers' offsets in it. */
  public void deleteTopics() {
    withAdmin(
        admin -> {
          Set<String> topics = topics(admin);
          if (!topics.isEmpty()) {
            admin.deleteTopics(topics).all().get(30, TimeUnit.SECONDS);
            Awaitility.await().atMost(MAX_WAIT).until(() -> topics(admin).isEmpty());
          }
        });
  }

  /**
   * Publishes a record and waits until the broker has it; without a value it is a tombstone. It is
   * signed where the topic's records are.
   */
  public void send(String topic, String key, @Nullable String value) {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
    send(TestRecordKeys.concerns(topic) ? TestRecordKeys.signed(record) : record);
  }

  /** Publishes exactly this record, as anybody can who reaches the broker. */
  public void send(ProducerRecord<String, String> record) {
    sendAll(List.of(record));
  }

  /** Publishes exactly these records, and waits until the broker has them. */
  public void sendAll(List<ProducerRecord<String, String>> records) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> each : sent) {
        each.get(30, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      throw new IllegalStateException("Cannot send to " + records.getFirst().topic(), e);
    }
  }

  /** Everything that a topic holds now, oldest first in each partition; nothing is committed. */
  public List<ConsumerRecord<String, String>> records(String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "enable.auto.commit", false),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return TopicReader.readAll(consumer, partitions);
    }
  }

  private static Set<String> topics(Admin admin) throws Exception {
    return admin.listTopics().names().get(30, TimeUnit.SECONDS);
  }

  private void withAdmin(AdminWork work) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      work.run(admin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private interface AdminWork {
    void run(Admin admin) throws Exception;
  }
}
