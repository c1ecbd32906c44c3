package io.berth.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of a single broker that is its own controller. */
final class LocalKafkaSettings {

  private static final String CLIENTS = "CLIENTS";
  private static final String USER = "berth";
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final Pattern PASSWORD = Pattern.compile("[0-9A-Za-z]{16,}");

  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", "1"),
          Map.entry("controller.listener.names", "CONTROLLER"),
          Map.entry("inter.broker.listener.name", CLIENTS),
          // Topics belong to the service that declares them; a misspelt name must not become one.
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("num.partitions", "1"),
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // After a kill the controller takes the broker for alive until its session is over, and
          // the next start waits for that: 9 s by default.
          Map.entry("broker.session.timeout.ms", "3000"),
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          // A record every half a second, for clocks of other controllers that there are not.
          Map.entry("metadata.max.idle.interval.ms", "0"),
          // One small machine: less memory, fewer threads.
          Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
          Map.entry("log.index.size.max.bytes", "2097152"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"));

  private LocalKafkaSettings() {}

  /** What a client of a broker with this password needs to sign in. */
  static Map<String, String> client(String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login(password, ""));
  }

  private static String login(String password, String more) {
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException("a password is 16 letters and digits or more");
    }
    return PLAIN + " required username=\"" + USER + "\" password=\"" + password + "\"" + more + ";";
  }

  /**
   * @param password that clients and the broker itself sign in with; null where anybody may come
   */
  static Properties of(Path directory, int port, int controllerPort, @Nullable String password) {
    Properties settings = new Properties();
    settings.putAll(FIXED);
    settings.setProperty("log.dirs", directory.toString());
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.setProperty(
        "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.setProperty("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    String protocol = password == null ? "PLAINTEXT" : "SASL_PLAINTEXT";
    settings.setProperty(
        "listener.security.protocol.map", "CLIENTS:" + protocol + ",CONTROLLER:" + protocol);
    if (password != null) {
      protect(settings, password);
    }
    return settings;
  }

  /** The controller too: whoever reaches it can do all that a broker can. */
  private static void protect(Properties settings, String password) {
    settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
    settings.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
    String login = login(password, " user_" + USER + "=\"" + password + "\"");
    settings.setProperty("listener.name.clients.plain.sasl.jaas.config", login);
    settings.setProperty("listener.name.controller.plain.sasl.jaas.config", login);
  }

  /** Without what is secret or of no concern to a directory's format. */
  static Properties forFormat(Properties settings) {
    Properties format = new Properties();
    settings.forEach(
        (name, value) -> {
          if (!name.toString().endsWith("sasl.jaas.config")) {
            format.put(name, value);
          }
        });
    return format;
  }
}
