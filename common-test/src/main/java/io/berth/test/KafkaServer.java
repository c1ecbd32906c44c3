package io.berth.test;

/** A running Kafka, wherever it runs. */
interface KafkaServer extends AutoCloseable {

  String bootstrapServers();

  void stop();

  void start();

  @Override
  void close();
}
