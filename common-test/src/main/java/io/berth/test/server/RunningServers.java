package io.berth.test.server;

import io.berth.test.kafka.DockerKafkaServer;
import io.berth.test.kafka.EmbeddedKafkaServer;
import io.berth.test.kafka.KafkaServer;
import io.berth.test.postgres.DockerPostgresServer;
import io.berth.test.postgres.EmbeddedPostgresServer;
import io.berth.test.postgres.PostgresServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers of this JVM, each started when it is first asked for and stopped at the end. */
final class RunningServers {

  private static final Map<Boolean, PostgresServer> POSTGRES = new ConcurrentHashMap<>();
  private static final Map<Boolean, KafkaServer> KAFKA = new ConcurrentHashMap<>();
  private static final Deque<AutoCloseable> TO_CLOSE = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::closeAll, "test-servers"));
  }

  private RunningServers() {}

  static PostgresServer postgres(boolean durable) {
    return POSTGRES.computeIfAbsent(
        durable,
        key ->
            closedAtTheEnd(
                DockerEngine.isAvailable()
                    ? new DockerPostgresServer(durable)
                    : new EmbeddedPostgresServer(durable)));
  }

  /** Classes that share topics have a broker of their own, whose topics nobody deletes. */
  static KafkaServer kafka(boolean shared) {
    return KAFKA.computeIfAbsent(
        shared,
        key ->
            closedAtTheEnd(
                DockerEngine.isAvailable() ? new DockerKafkaServer() : new EmbeddedKafkaServer()));
  }

  private static synchronized <T extends AutoCloseable> T closedAtTheEnd(T server) {
    TO_CLOSE.push(server);
    return server;
  }

  private static synchronized void closeAll() {
    while (!TO_CLOSE.isEmpty()) {
      try {
        TO_CLOSE.pop().close();
      } catch (Exception e) {
        System.err.println("A test server does not stop: " + e);
      }
    }
  }
}
