package io.berth.test.kafka;

import org.testcontainers.kafka.KafkaContainer;

/** A container gets another port when it starts anew: stopping it means pausing it. */
public final class DockerKafkaServer implements KafkaServer {

  private static final String IMAGE = "apache/kafka:4.1.0";

  private final KafkaContainer container =
      new KafkaContainer(IMAGE)
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
  private boolean paused;

  public DockerKafkaServer() {
    container.start();
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public synchronized void stop() {
    if (!paused) {
      container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
      paused = true;
    }
  }

  @Override
  public synchronized void start() {
    if (paused) {
      container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
      paused = false;
    }
  }

  @Override
  public void close() {
    start();
    container.stop();
  }
}
