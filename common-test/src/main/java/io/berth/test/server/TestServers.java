package io.berth.test.server;

import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.postgres.PostgresServer;
import io.berth.test.postgres.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Servers that a test class was given by {@link BerthServers}. */
public final class TestServers {

  private static final Map<ServersRequest, TestServers> GIVEN = new ConcurrentHashMap<>();
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final String PASSWORD = "test-password";

  private final Map<String, TestDatabase> databases;
  private final @Nullable TestKafka kafka;

  private TestServers(Map<String, TestDatabase> databases, @Nullable TestKafka kafka) {
    this.databases = databases;
    this.kafka = kafka;
  }

  static TestServers of(ServersRequest request) {
    return GIVEN.computeIfAbsent(request, TestServers::give);
  }

  private static TestServers give(ServersRequest request) {
    Map<String, TestDatabase> databases = new LinkedHashMap<>();
    for (String name : request.postgres()) {
      databases.put(name, createDatabase(name, request.durable()));
    }
    return new TestServers(databases, request.kafka() ? emptyKafka(request.shared()) : null);
  }

  private static TestDatabase createDatabase(String name, boolean durable) {
    PostgresServer server = RunningServers.postgres(durable);
    String unique = name + "_" + DATABASES.incrementAndGet();
    return new TestDatabase(
        server.admin(), server.admin().create(unique, name, PASSWORD, PASSWORD));
  }

  private static TestKafka emptyKafka(boolean shared) {
    TestKafka kafka = new TestKafka(RunningServers.kafka(shared));
    kafka.start();
    if (!shared) {
      kafka.deleteTopics();
    }
    return kafka;
  }

  /** The only database that the test asked for. */
  public TestDatabase database() {
    if (databases.size() != 1) {
      throw new IllegalStateException("Which one of " + databases.keySet() + "?");
    }
    return databases.values().iterator().next();
  }

  /** The database that the test asked for by this name; its real name is another. */
  public TestDatabase database(String name) {
    TestDatabase database = databases.get(name);
    if (database == null) {
      throw new IllegalStateException(
          "@BerthServers asks for " + databases.keySet() + ", not for " + name);
    }
    return database;
  }

  public TestKafka kafka() {
    if (kafka == null) {
      throw new IllegalStateException("@BerthServers does not ask for Kafka");
    }
    return kafka;
  }

  /** What a Spring application needs to find these servers. */
  public Map<String, Object> springProperties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (databases.size() == 1) {
      properties.putAll(database().springProperties());
    }
    if (kafka != null) {
      properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
      properties.putAll(TestRecordKeys.springProperties());
    }
    return properties;
  }
}
