package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Tests that containers of docker-compose.yml may do, reach and use no more than they need. */
class ComposeHardeningTests {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)");
  private static final Set<String> SETTINGS =
      Set.of(
          "BERTH_PUBLIC_ORIGIN",
          "BERTH_TEST_ORIGIN",
          "SMTP_HOST",
          "SMTP_PORT",
          "MAIL_FROM",
          "TRUSTED_PROXIES");

  private final Map<String, Object> file = load(ROOT.resolve("docker-compose.yml"));
  private final Map<String, Object> monitoring =
      load(ROOT.resolve("docker-compose.monitoring.yml"));
  private final Map<String, Object> tools = load(ROOT.resolve("docker-compose.tools.yml"));
  private final Map<String, Map<String, Object>> containers = containers(map(file, "services"));
  private final Map<String, Map<String, Object>> all = new TreeMap<>(containers);

  ComposeHardeningTests() {
    all.putAll(containers(map(monitoring, "services")));
    all.putAll(containers(map(tools, "services")));
  }

  @Test
  void noContainerHasRightsThatItDoesNotNeed() {
    all.forEach(
        (name, container) -> {
          assertThat(container).as(name).containsEntry("cap_drop", List.of("ALL"));
          assertThat(list(container, "security_opt")).as(name).contains("no-new-privileges:true");
          assertThat(container).as(name).doesNotContainKey("privileged");
          if (!name.equals("kafka")) {
            assertThat(container).as(name).containsEntry("read_only", true);
          }
          if (!name.equals("postgres")) {
            assertThat(container).as(name).doesNotContainKey("cap_add");
          }
        });
  }

  @Test
  void everyContainerIsBounded() {
    all.forEach(
        (name, container) -> {
          assertThat(container).as(name).containsKeys("mem_limit", "cpus", "pids_limit");
          assertThat(map(map(container, "logging"), "options"))
              .as(name)
              .containsKeys("max-size", "max-file");
        });
  }

  @Test
  void everyContainerThatStaysIsChecked() throws IOException {
    assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains("\nHEALTHCHECK ");
    all.forEach(
        (name, container) -> {
          boolean stays = !"no".equals(container.get("restart"));
          Object check = container.get("healthcheck");
          boolean checked =
              check == null
                  ? container.containsKey("build")
                  : !check.equals(Map.of("disable", true));
          assertThat(checked).as(name).isEqualTo(stays);
        });
  }

  /** A library that is unpacked there can't be loaded from a directory that is noexec. */
  @Test
  void servicesMayLoadNativeLibraries() {
    services().forEach((name, service) -> assertThat(list(service, "tmpfs")).as(name).hasSize(1));
    services()
        .forEach(
            (name, service) ->
                assertThat(list(service, "tmpfs").getFirst()).as(name).startsWith("/tmp:exec,"));
  }

  @Test
  void servicesHaveTimeToEnd() {
    Map<String, Object> defaults =
        load(ROOT.resolve("common-service/src/main/resources/berth-defaults.yml"));
    Object phase = map(map(defaults, "spring"), "lifecycle").get("timeout-per-shutdown-phase");
    // Web server and consumers end in one phase, publishing in another.
    Duration longest = Duration.parse("PT" + phase).multipliedBy(2);
    services()
        .forEach(
            (name, service) ->
                assertThat(Duration.parse("PT" + service.get("stop_grace_period")))
                    .as(name)
                    .isGreaterThan(longest));
  }

  @Test
  void noSecretIsInAnEnvironment() {
    all.forEach(
        (name, container) ->
            assertThat(variables(String.valueOf(container.get("environment"))))
                .as(name)
                .isSubsetOf(SETTINGS));
  }

  @Test
  void secretsAreTheFilesThatMakeEnvMakesAndEachIsUsed(@TempDir Path folder) throws Exception {
    Process script =
        new ProcessBuilder(
                "bash",
                ROOT.resolve("deploy/make-env").toString(),
                "http://localhost:8080",
                folder.resolve("env").toString())
            .inheritIO()
            .start();
    assertThat(script.waitFor()).isZero();
    Set<String> made;
    try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
      made = files.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
    }
    Set<String> used =
        all.values().stream()
            .filter(container -> container.containsKey("secrets"))
            .flatMap(container -> ((List<?>) container.get("secrets")).stream())
            .map(secret -> secret instanceof Map<?, ?> m ? m.get("source") : secret)
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>(map(file, "secrets").keySet());
    named.addAll(map(monitoring, "secrets").keySet());
    assertThat(named).isEqualTo(made).isEqualTo(used);
  }

  /** What the owner may do, a service's process can't: its role can't change tables. */
  @Test
  void onlyTheJobsHaveTheOwnersPasswords() {
    containers.forEach(
        (name, container) -> {
          boolean has = String.valueOf(container.get("secrets")).contains("-owner-password");
          assertThat(has)
              .as(name)
              .isEqualTo(name.endsWith("-migrations") || name.equals("postgres"));
        });
    for (String each : List.of("did", "pay", "callback")) {
      Map<String, Object> service = containers.get(each + "-service");
      Map<String, Object> job = containers.get(each + "-migrations");
      assertThat(map(map(service, "depends_on"), each + "-migrations"))
          .containsEntry("condition", "service_completed_successfully");
      assertThat(job.get("image")).isEqualTo(service.get("image"));
      assertThat(job.get("build")).isEqualTo(service.get("build"));
      assertThat(job).containsEntry("command", List.of("migrate"));
    }
  }

  @Test
  void nothingButTheGatewayIsPublished() {
    Map<String, List<String>> published = new TreeMap<>();
    all.forEach(
        (name, container) -> {
          if (container.containsKey("ports")) {
            published.put(name, list(container, "ports"));
          }
        });
    assertThat(published)
        .containsOnlyKeys("gateway", "mail", "prometheus", "alertmanager", "grafana");
    published.remove("gateway");
    assertThat(published)
        .allSatisfy(
            (name, ports) ->
                assertThat(ports).as(name).allMatch(port -> port.startsWith("127.0.0.1:")));
  }

  @Test
  void eachNetworkHasOnlyThoseWhoNeedIt() {
    Map<String, Set<String>> members = new TreeMap<>();
    containers.forEach(
        (name, container) -> {
          if (container.containsKey("networks")) {
            list(container, "networks")
                .forEach(
                    network -> members.computeIfAbsent(network, _ -> new TreeSet<>()).add(name));
          }
        });
    Set<String> withDatabase = new TreeSet<>(Set.of("postgres"));
    containers.forEach(
        (name, container) -> {
          if (String.valueOf(container.get("environment")).contains("postgresql://")) {
            withDatabase.add(name);
          }
        });
    assertThat(members)
        .containsEntry("public", Set.of("gateway"))
        .containsEntry("data", withDatabase)
        .containsEntry("internal", services().keySet())
        .containsEntry(
            "outbound", Set.of("callback-service", "did-service", "mail", "pay-service"));
    assertThat(members.get("events")).contains("kafka").doesNotContain("postgres", "mail");
    for (String inside : List.of("internal", "data", "events")) {
      assertThat(map(map(file, "networks"), inside)).as(inside).containsEntry("internal", true);
    }
    assertThat(containers.get("kafka-users")).containsEntry("network_mode", "service:kafka");
  }

  @Test
  void toolsReachNothingButTheGateway() {
    Map<String, Object> berth = map(map(tools, "services"), "tools");
    assertThat(list(berth, "networks")).containsExactly("public");
    assertThat(list(berth, "secrets")).containsExactly("berth-operator-token");
    assertThat(list(berth, "volumes")).containsExactly(".:/files:ro");
  }

  /** Management ports have no password: who sees Grafana must not reach them past Prometheus. */
  @Test
  void onlyPrometheusReachesTheServices() {
    Map<String, Map<String, Object>> added = containers(map(monitoring, "services"));
    assertThat(list(added.get("prometheus"), "networks")).containsExactly("internal", "operators");
    for (String other : List.of("alertmanager", "grafana")) {
      assertThat(list(added.get(other), "networks")).containsExactly("operators");
    }
  }

  private Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new TreeMap<>(containers);
    services.values().removeIf(each -> !each.containsKey("build") || each.containsKey("command"));
    return services;
  }

  private static Set<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, Map<String, Object>> containers(Map<String, Object> services) {
    Map<String, Map<String, Object>> containers = new TreeMap<>();
    services.keySet().forEach(name -> containers.put(name, map(services, name)));
    return containers;
  }

  private static Map<String, Object> load(Path yaml) {
    try {
      return new Yaml().load(Files.readString(yaml));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> yaml, String key) {
    return (Map<String, Object>) Objects.requireNonNull(yaml.get(key), key);
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> yaml, String key) {
    return (List<String>) Objects.requireNonNull(yaml.get(key), key);
  }
}
