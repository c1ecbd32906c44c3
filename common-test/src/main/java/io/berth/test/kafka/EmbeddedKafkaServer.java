package io.berth.test.kafka;

import io.berth.embedded.LocalKafka;

public final class EmbeddedKafkaServer implements KafkaServer {

  private final LocalKafka kafka = LocalKafka.throwaway();

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void stop() {
    kafka.stop();
  }

  @Override
  public void start() {
    kafka.start();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
