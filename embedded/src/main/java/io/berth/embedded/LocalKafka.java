package io.berth.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  private LocalKafka(
      Path directory,
      boolean temporary,
      int port,
      @Nullable String password,
      Map<String, String> more) {
    this.directory = directory.toAbsolutePath().normalize();
    this.temporary = temporary;
    this.port = port == 0 ? LocalPorts.free() : port;
    this.settings =
        LocalKafkaSettings.of(
            this.directory, this.port, LocalPorts.freeBeside(this.port), password);
    this.settings.putAll(more);
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
   * @param password that clients sign in with, see {@link #clientSettings}: 16 letters and digits
   *     or more
   * @throws IllegalStateException if another process uses the directory
   */
  public static LocalKafka durable(Path directory, int port, String password) {
    return started(new LocalKafka(directory, false, port, password, Map.of()));
  }

  /** As earlier versions ran it: whoever reaches the port may do anything. */
  static LocalKafka unprotected(Path directory, int port) {
    return started(new LocalKafka(directory, false, port, null, Map.of()));
  }

  /** What a client needs beside the address of a broker with this password. */
  public static Map<String, String> clientSettings(String password) {
    return LocalKafkaSettings.client(password);
  }

  /**
   * Starts a broker in a temporary directory that is deleted when it closes. From then on no
   * broker's fault ends this JVM.
   */
  public static LocalKafka throwaway() {
    return throwaway(0, Map.of());
  }

  /**
   * The same with settings of a broker's own.
   *
   * @param port that clients reach it at, or 0 for any free one
   */
  public static LocalKafka throwaway(int port, Map<String, String> settings) {
    KafkaFaults.stayInThisJvm();
    Path directory = Directories.temporary("berth-kafka").resolve("data");
    return started(new LocalKafka(directory, true, port, null, settings));
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
        LocalKafkaSettings.forFormat(settings).store(out, null);
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
