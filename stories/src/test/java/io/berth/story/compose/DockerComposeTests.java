package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.embedded.LocalPorts;
import io.berth.embedded.LocalPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries docker-compose.yml where there is no Docker: each service's layers, command and
 * environment, keys of deploy/make-env, databases of deploy/databases.sql, as processes of this
 * machine against a real PostgreSQL and Kafka. Only addresses are others.
 */
class DockerComposeTests {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Duration TIMEOUT = Duration.ofMinutes(6);
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** By service: the port it has in docker-compose.yml, hence in the addresses of it there. */
  private static final Map<String, Integer> PORTS =
      Map.of(
          "gateway", 8080,
          "did-service", 8081,
          "pay-service", 8082,
          "callback-service", 8083,
          "console", 8084);

  @TempDir Path directory;

  private final Map<Integer, Integer> ports = new TreeMap<>();
  private final Map<String, List<String>> images = new TreeMap<>();
  private final List<Container> containers = new ArrayList<>();
  private LocalPostgres postgres;
  private ComposeKafka kafka;
  private Path secrets;
  private Path keys;
  private Map<String, String> variables;

  @BeforeEach
  void makeEnvironment() throws Exception {
    Path file = directory.resolve("env");
    secrets = directory.resolve("secrets");
    assertThat(makeEnv("http://localhost:8080", file)).isZero();
    variables = ComposeFile.variables(file);
    variables.put("BERTH_SECRETS", secrets.toString());
  }

  private void startServers(ComposeFile compose) throws Exception {
    postgres = LocalPostgres.throwaway();
    kafka = ComposeKafka.start(compose.servers().get("kafka"), secrets);
    kafka.makeUsers(ROOT.resolve("deploy/kafka-users"), secrets, directory.resolve("kafka-users"));
    for (int port : PORTS.values()) {
      ports.put(port, LocalPorts.free());
      ports.put(port + 1000, LocalPorts.free());
    }
  }

  @AfterEach
  void stopServers() throws Exception {
    containers.forEach(Container::stop);
    for (Container container : containers) {
      container.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  /** With keys in files: they are made of what docker-compose.yml gives services otherwise. */
  @Test
  void everyServiceBecomesReadyAndTakesKeysOver() throws Exception {
    keys = directory.resolve("keys");
    assertThat(run("deploy/make-key-files", secrets.toString())).isZero();
    ComposeFile compose =
        ComposeFile.read(ROOT.resolve("docker-compose.yml"), variables)
            .with(ROOT.resolve("docker-compose.keys.yml"));
    startServers(compose);
    assertThat(compose.services().keySet()).isEqualTo(PORTS.keySet());
    makeDatabases();

    assertThat(compose.jobs())
        .containsOnlyKeys("did-migrations", "pay-migrations", "callback-migrations");
    for (Map.Entry<String, ComposeFile.Service> job : compose.jobs().entrySet()) {
      containers.add(start(job.getKey(), job.getValue(), "migrate"));
    }
    for (Container job : containers) {
      job.awaitEnd();
    }
    containers.clear();
    for (Map.Entry<String, ComposeFile.Service> service : compose.services().entrySet()) {
      containers.add(start(service.getKey(), service.getValue()));
    }
    for (Container container : containers) {
      awaitReady(container);
    }
    assertThat(get(ports.get(8080), "/").statusCode()).as("the home page").isEqualTo(200);
    assertThat(operatorCommand("wrong").statusCode()).isBetween(400, 499);
    String token = Files.readString(secrets.resolve("berth-operator-token"));
    assertThat(operatorCommand(token).body()).contains("Done");
    kafkaLetsEachWriteItsOwnTopicsOnly(compose);
    changeKeysWithoutRestart();
  }

  /** Replaces a file as editors do, and as Kubernetes does with a Secret. */
  private void changeKeysWithoutRestart() throws Exception {
    Path file = keys.resolve("pay-service/pay-service.yml");
    Path changed = keys.resolve("changed");
    Files.writeString(
        changed,
        Files.readString(file)
            + "berth.secrets.keys.k2: 'bWFkZSB1cCBmb3IgdGhpcyB0ZXN0OiAzMiBieXRlcyE='\n"
            + "berth.database.passwords.p2: 'another'\n");
    Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(get(ports.get(9082), "/actuator/keys").body())
                    .contains("\"k2\"", "\"p2\""));
  }

  /** Runs deploy/databases.sh with a psql that tells its environment, and then what psql would. */
  private void makeDatabases() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path said = bin.resolve("said");
    Path psql = bin.resolve("psql");
    Files.writeString(psql, "#!/bin/bash\nenv > '%s'\n".formatted(said));
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder script =
        new ProcessBuilder("bash", ROOT.resolve("deploy/databases.sh").toString()).inheritIO();
    script.environment().put("BERTH_SECRETS", secrets.toString());
    script.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    assertThat(script.start().waitFor()).isZero();
    new PsqlScript(postgres.admin(), ComposeFile.variables(said))
        .run(ROOT.resolve("deploy/databases.sql"));
  }

  private void kafkaLetsEachWriteItsOwnTopicsOnly(ComposeFile compose) throws Exception {
    String callback = kafkaLogin(compose, "callback-service");
    assertThat(kafka.write("berth.deliveries", callback)).isNull();
    for (String topic : List.of("berth.orders", "berth.apps", "berth.refusals")) {
      assertThat(kafka.write(topic, callback))
          .as(topic)
          .isInstanceOf(TopicAuthorizationException.class);
    }
    for (String service : List.of("gateway", "console", "did-service")) {
      assertThat(kafka.write("berth.orders", kafkaLogin(compose, service)))
          .as(service)
          .isInstanceOf(TopicAuthorizationException.class);
    }
    String pay = kafkaLogin(compose, "pay-service");
    assertThat(kafka.write("berth.orders", pay)).isNull();
    assertThat(kafka.write("berth.orders", pay.replaceAll("password=\"..", "password=\"zz")))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThat(kafka.write("berth.orders", null)).isInstanceOf(TimeoutException.class);
  }

  private static String kafkaLogin(ComposeFile compose, String name) throws Exception {
    ComposeFile.Service service = compose.services().get(name);
    return service
        .property("spring.kafka.properties.sasl.jaas.config")
        .replace("${kafka.password}", service.property("kafka.password"));
  }

  /** Asks now and then: each question is a process, on a machine that starts five others. */
  private static void awaitReady(Container container) throws Exception {
    try {
      await().atMost(TIMEOUT).pollInterval(PAUSE).until(container::ready);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(container + " is not ready:\n" + container.lastLines(), e);
    }
  }

  /** A job and a service have one. */
  private List<String> image(String service) throws Exception {
    List<String> command = images.get(service);
    if (command == null) {
      command = new Image(ROOT, service).build(directory.resolve("image-of-" + service));
      images.put(service, command);
    }
    return command;
  }

  private Container start(String name, ComposeFile.Service service, String... arguments)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name));
    List<String> command = new ArrayList<>(image(service.arguments().get("SERVICE")));
    command.addAll(List.of(arguments));
    int managementPort = Integer.parseInt(service.arguments().get("MANAGEMENT_PORT"));
    int port = PORTS.get(service.arguments().get("SERVICE"));
    assertThat(managementPort).isEqualTo(port + 1000);
    Path files = Files.createDirectories(folder.resolve("run-secrets"));
    for (Map.Entry<String, Path> secret : service.secrets().entrySet()) {
      Files.copy(secret.getValue(), files.resolve(secret.getKey()));
    }
    Map<String, String> environment = new LinkedHashMap<>();
    service
        .environment()
        .forEach(
            (key, value) ->
                environment.put(
                    key,
                    here(value)
                        .replace("/run/secrets", files.toString())
                        .replace("/run/keys", keys.resolve(name).toString())));
    environment.put("MANAGEMENT_SERVER_PORT", ports.get(managementPort).toString());
    environment.put("server.port", ports.get(port).toString());
    return new Container(
        name,
        command,
        environment,
        ports.get(managementPort),
        folder,
        ROOT.resolve("deploy/healthcheck"));
  }

  /** The same on this machine: loopback only, and the ports that were free. */
  private String here(String value) {
    String here =
        value
            .replace("//postgres:5432/", "//127.0.0.1:" + postgres.port() + "/")
            .replace("kafka:9092", kafka.bootstrapServers());
    for (String service : PORTS.keySet()) {
      for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
        here = here.replace("//" + service + ":" + port.getKey(), "//127.0.0.1:" + port.getValue());
      }
    }
    return here.equals("0.0.0.0") ? "127.0.0.1" : here;
  }

  @Test
  void makeEnvKeepsWhatIsThere() throws Exception {
    Path file = directory.resolve("env");
    String before = Files.readString(file);
    assertThat(makeEnv("https://play.example.com", file)).isNotZero();
    assertThat(Files.readString(file)).isEqualTo(before);
    Path other = Files.createDirectory(directory.resolve("other"));
    assertThat(makeEnv("play.example.com/path", other.resolve("env"))).isNotZero();
    assertThat(makeEnv("https://play.example.com", other.resolve("env"))).isZero();
    assertThat(ComposeFile.variables(other.resolve("env")).get("BERTH_PUBLIC_ORIGIN"))
        .isEqualTo("https://play.example.com");
  }

  /** Containers run as other users: they may read each file, but nobody finds the folder. */
  @Test
  void makeEnvKeepsSecretsInAFolderOfItsOwner() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(secrets.resolve("sealing-key"))))
        .isEqualTo("rw-r--r--");
    assertThat(variables.values()).doesNotContain(Files.readString(secrets.resolve("sealing-key")));
  }

  /** A platform that an earlier version has set up can open what it has encrypted. */
  @Test
  void makeEnvTakesSecretsFromTheFileOfAnEarlierVersion() throws Exception {
    Path former = Files.createDirectory(directory.resolve("former"));
    Files.writeString(
        former.resolve("env"),
        "BERTH_PORT=8080\n"
            + "DID_APP_PASSWORD=abc\n"
            + "SEALING_KEY='a/b+c=='\n"
            + "TOKEN_KEYS='{\"keys\":[]}'\n");
    assertThat(makeEnv("http://localhost:8080", former.resolve("env"))).isZero();
    Path files = former.resolve("secrets");
    assertThat(files.resolve("did-app-password")).hasContent("abc");
    assertThat(files.resolve("sealing-key")).hasContent("a/b+c==");
    assertThat(files.resolve("token-keys")).hasContent("{\"keys\":[]}");
    assertThat(Files.readString(files.resolve("codes-key"))).hasSize(44);
  }

  private static int makeEnv(String origin, Path file) throws Exception {
    return run("deploy/make-env", origin, file.toString());
  }

  private static int run(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", ROOT.resolve(name).toString()));
    command.addAll(List.of(arguments));
    Process script =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return script.exitValue();
  }

  private HttpResponse<String> operatorCommand(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ports.get(8080) + "/operator/commands"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"Republish\"}"))
            .build();
    return send(request);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
