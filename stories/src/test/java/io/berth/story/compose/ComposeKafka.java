package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.embedded.LocalKafka;
import io.berth.embedded.LocalPorts;
import io.berth.standalone.drill.SuiteProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.docker.KafkaDockerWrapper$;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The broker of docker-compose.yml in this JVM: its environment as the image reads it, its users as
 * deploy/kafka-users makes them with Kafka's own tools. Only addresses are others.
 */
final class ComposeKafka implements AutoCloseable {

  private final LocalKafka broker;
  private final int localPort;
  private final Locale locale = Locale.getDefault(Locale.Category.FORMAT);

  private ComposeKafka(LocalKafka broker, int localPort) {
    this.broker = broker;
    this.localPort = localPort;
    // A broker tells the number of iterations of SCRAM in its locale's digits, which clients do not
    // read where those are Arabic. Containers have none.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  static ComposeKafka start(Map<String, String> environment, Path secrets) {
    int clients = LocalPorts.free();
    int local = LocalPorts.free();
    int controller = LocalPorts.free();
    Map<String, String> settings = new HashMap<>();
    for (String line : properties(environment)) {
      int equals = line.indexOf('=');
      String value =
          line.substring(equals + 1)
              .replace("CLIENTS://:9092", "CLIENTS://127.0.0.1:" + clients)
              .replace("kafka:9092", "127.0.0.1:" + clients)
              .replace("127.0.0.1:9094", "127.0.0.1:" + local)
              .replace("127.0.0.1:9093", "127.0.0.1:" + controller)
              .replace("/run/secrets", secrets.toString());
      settings.put(line.substring(0, equals), value);
    }
    settings.remove("log.dirs");
    return new ComposeKafka(LocalKafka.throwaway(clients, settings), local);
  }

  /** As the image turns its environment into server.properties. */
  private static Iterable<String> properties(Map<String, String> environment) {
    return CollectionConverters.asJava(
        KafkaDockerWrapper$.MODULE$.getServerConfigsFromEnv(
            scala.collection.immutable.Map$.MODULE$.from(
                CollectionConverters.asScala(environment))));
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Runs deploy/kafka-users. */
  void makeUsers(Path script, Path secrets, Path folder) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    tool(bin.resolve("kafka-configs.sh"), "kafka.admin.ConfigCommand");
    tool(bin.resolve("kafka-acls.sh"), "org.apache.kafka.tools.AclCommand");
    Path log = folder.resolve("log");
    ProcessBuilder run =
        new ProcessBuilder("bash", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    run.environment().put("BERTH_SECRETS", secrets.toString());
    run.environment().put("KAFKA_BIN", bin.toString());
    run.environment().put("KAFKA_SERVER", "127.0.0.1:" + localPort);
    Process process = run.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  private static void tool(Path file, String main) throws IOException {
    Files.writeString(
        file,
        """
        #!/usr/bin/env bash
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $KAFKA_HEAP_OPTS -cp '%s' %s "$@"
        """
            .formatted(Image.JAVA, SuiteProcess.classPath(), main));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /**
   * Writes a record.
   *
   * @param login as a service has it; null for none
   * @return what is in the way, or null
   */
  @Nullable Throwable write(String topic, @Nullable String login) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("max.block.ms", 15_000);
    if (login != null) {
      settings.put("security.protocol", "SASL_PLAINTEXT");
      settings.put("sasl.mechanism", "SCRAM-SHA-512");
      settings.put("sasl.jaas.config", login);
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", "value")).get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Override
  public void close() {
    Locale.setDefault(Locale.Category.FORMAT, locale);
    broker.close();
  }
}
