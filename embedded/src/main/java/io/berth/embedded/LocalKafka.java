package io.berth.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller in this JVM, on the loopback address. It keeps its ports and
 * its directory for life: {@link #stop()} and {@link #start()} are a broker's restart.
 */
public final class LocalKafka implements AutoCloseable {

  private final Path directory;
  private final boolean temporary;
  private final int port;
  private final Properties settings;
  private final DirectoryLock lock;
  private @Nullable KafkaRaftServer server;

  private LocalKafka(Path directory, boolean temporary, int port) {
    this.directory = directory.toAbsolutePath().normalize();
    this.temporary = temporary;
    this.port = port == 0 ? LocalPorts.free() : port;
    this.settings = LocalKafkaSettings.of(this.directory, this.port, LocalPorts.free());
    if (temporary) {
      // Nobody starts on its data after a kill, and where many tests run it may be out of breath.
      this.settings.setProperty("broker.session.timeout.ms", "30000");
    }
    this.lock = DirectoryLock.take(this.directory);
  }

  /**
   * Starts a broker that keeps its data; a directory that holds some already is continued.
   *
   * @param port the port to listen on, or 0 for any free one
   * @throws IllegalStateException if another process uses the directory
   */
  public static LocalKafka durable(Path directory, int port) {
    return started(new LocalKafka(directory, false, port));
  }

  /**
   * Starts a broker in a temporary directory that is deleted when it closes. From then on no
   * broker's fault ends this JVM.
   */
  public static LocalKafka throwaway() {
    KafkaFaults.stayInThisJvm();
    return started(new LocalKafka(Directories.temporary("berth-kafka").resolve("data"), true, 0));
  }

  private static LocalKafka started(LocalKafka kafka) {
    try {
      kafka.format();
      kafka.start();
      return kafka;
    } catch (RuntimeException e) {
      kafka.lock.close();
      throw e;
    }
  }

  /** Starts the broker after {@link #stop()}, on the same port and the same data. */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    KafkaRaftServer starting =
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    starting.startup();
    server = starting;
  }

  /** Stops the broker; clients see it gone. */
  public synchronized void stop() {
    KafkaRaftServer stopping = server;
    if (stopping != null) {
      server = null;
      stopping.shutdown();
      stopping.awaitShutdown();
    }
  }

  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker; a throwaway broker's directory is deleted. */
  @Override
  public void close() {
    try {
      stop();
      if (temporary) {
        Directories.deleteParent(directory);
      }
    } finally {
      lock.close();
    }
  }

  private void format() {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Path file = directory.resolveSibling("kafka-format.properties");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      String[] command = {
        "format",
        "--ignore-formatted",
        "--cluster-id",
        Uuid.randomUuid().toString(),
        "--config",
        file.toString()
      };
      if (StorageTool.execute(command, new PrintStream(OutputStream.nullOutputStream())) != 0) {
        throw new IllegalStateException("Kafka cannot format " + directory);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka cannot format " + directory, e);
    }
  }
}
