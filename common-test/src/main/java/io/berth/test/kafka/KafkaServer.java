package io.berth.test.kafka;

/** A running Kafka, wherever it runs. */
public interface KafkaServer extends AutoCloseable {

  String bootstrapServers();

  void stop();

  void start();

  @Override
  void close();
}
