package io.berth.story.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.berth.service.setting.KnownSettings;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Renders the chart and compares it with what else says how services are run: docker-compose.yml,
 * which a test starts, the services' ports, and the files of Prometheus and Grafana.
 */
class HelmChartTests {

  private static final Path VALUES = HelmChart.EXAMPLES.resolve("values.yaml");
  private static final int GATEWAY = 8080;

  /** Kafka's certificate authority, which docker-compose.yml does not have. */
  private static final Set<String> TRUST =
      Set.of("spring.kafka.ssl.trust-store-type", "spring.kafka.ssl.trust-store-location");

  private final HelmChart chart = HelmChart.ofRepository();
  private final List<Resource> resources = chart.render(VALUES);
  private final Resource compose =
      HelmChart.resources(Files.readString(HelmChart.ROOT.resolve("docker-compose.yml")))
          .getFirst();

  HelmChartTests() throws IOException {}

  @Test
  void lints() {
    LintResult result = chart.lint();
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.matches("\\[(WARN|ERROR).*"));
  }

  @Test
  void refusesValuesThatItDoesNotKnow(@TempDir Path folder) throws IOException {
    Path values = folder.resolve("values.yaml");
    Files.writeString(values, "publicOrigin: https://play.example.com/path\nreplicas: 3\n");
    assertThatThrownBy(() -> chart.render(VALUES, values))
        .hasMessageContaining("/publicOrigin")
        .hasMessageContaining("'replicas' not allowed");
    assertThatThrownBy(chart::render).hasMessageContaining("is required");
  }

  /** A service refuses to start with a setting of Berth's that it does not know. */
  @Test
  void everySettingExists() {
    KnownSettings known = KnownSettings.read();
    for (Service service : Service.values()) {
      Set<String> properties = new TreeSet<>(deployment(service).environment().keySet());
      properties.addAll(deployment(service).secrets().keySet());
      assertThat(properties)
          .as(service.id())
          .filteredOn(name -> name.startsWith("berth."))
          .hasSizeGreaterThan(5)
          .allMatch(known::contains);
    }
  }

  @Test
  void servicesAreToldWhatDockerComposeTellsThem() {
    for (Service service : Service.values()) {
      Resource container = compose.at("services", service.id());
      Set<String> properties = new TreeSet<>(deployment(service).environment().keySet());
      properties.removeAll(TRUST);
      assertThat(properties)
          .as(service.id())
          .isEqualTo(container.at("environment").texts().keySet());
      assertThat(deployment(service).secrets()).as(service.id()).isEqualTo(secrets(container));
    }
  }

  @Test
  void settingsOfTheValuesWin(@TempDir Path folder) throws IOException {
    Path values = folder.resolve("values.yaml");
    Files.writeString(
        values,
        """
        services:
          gateway:
            settings: { berth.gateway.max-body: 512KB, berth.secrets.active: k2 }
            secretSettings: { berth.secrets.keys.k2: sealing-key-2 }
        """);
    Resource gateway = named("Deployment", "berth-gateway", chart.render(VALUES, values));
    assertThat(gateway.environment())
        .containsEntry("berth.gateway.max-body", "512KB")
        .containsEntry("berth.secrets.active", "k2");
    assertThat(gateway.secrets())
        .containsEntry("berth.secrets.keys.k1", "sealing-key")
        .containsEntry("berth.secrets.keys.k2", "sealing-key-2");
  }

  /** Each service finds what docker-compose.keys.yml gives it: its own file, and no key besides. */
  @Test
  void keysAreInFilesThatCanChange(@TempDir Path folder) throws IOException {
    Path values = Files.writeString(folder.resolve("values.yaml"), "keyFilesSecret: berth-keys\n");
    Resource withKeys =
        HelmChart.resources(
                Files.readString(HelmChart.ROOT.resolve("docker-compose.keys.yml"))
                    .replace("secrets: !override", "secrets:"))
            .getFirst();
    List<Resource> rendered = chart.render(VALUES, values);
    for (Service service : Service.values()) {
      Resource container = withKeys.at("services", service.id());
      Resource deployment = named("Deployment", "berth-" + service.id(), rendered);
      String file = service.id() + ".yml";
      assertThat(container.at("environment").texts())
          .isEqualTo(Map.of("berth.keys.file", "/run/keys/" + file));
      assertThat(container.at("volumes").yaml())
          .isEqualTo(List.of("${BERTH_KEYS:-./keys}/" + service.id() + ":/run/keys:ro"));
      assertThat(deployment.environment())
          .containsEntry("berth.keys.file", "/etc/berth/keys/" + file);
      assertThat(deployment.secrets()).as(service.id()).isEqualTo(secrets(container));
      assertThat(deployment.container().list("volumeMounts"))
          .filteredOn(mount -> mount.text("name").equals("keys"))
          .singleElement()
          .satisfies(mount -> assertThat(mount.has("subPath")).isFalse())
          .satisfies(mount -> assertThat(mount.text("mountPath")).isEqualTo("/etc/berth/keys"));
      assertThat(deployment.at("spec", "template", "spec").list("volumes"))
          .filteredOn(volume -> volume.text("name").equals("keys"))
          .singleElement()
          .satisfies(
              volume ->
                  assertThat(volume.at("secret").map())
                      .containsEntry("secretName", "berth-keys")
                      .containsEntry("items", List.of(Map.of("key", file, "path", file))));
    }
  }

  @Test
  void portsAreTheServices() {
    for (Service service : Service.values()) {
      Map<String, Integer> ports = new TreeMap<>();
      deployment(service)
          .container()
          .list("ports")
          .forEach(port -> ports.put(port.text("name"), port.number("containerPort")));
      Map<String, Integer> expected = new TreeMap<>();
      expected.put("http", service.port(GATEWAY));
      expected.put("management", service.managementPort(GATEWAY));
      if (service == Service.GATEWAY) {
        expected.put("test", Service.testPort(GATEWAY));
      }
      assertThat(ports).isEqualTo(expected);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(deployment(service).container().at(probe, "httpGet").text("port"))
            .isEqualTo("management");
      }
      assertThat(servicePort(named("Service", "berth-" + service.id(), resources)))
          .isEqualTo(service.port(GATEWAY));
      assertThat(servicePort(named("Service", "berth-" + service.id() + "-management", resources)))
          .isEqualTo(service.managementPort(GATEWAY));
    }
  }

  /** Each address that a service is told is a Service's, with its port. */
  @Test
  void addressesLeadToServices() {
    Set<String> addresses =
        of("Service").stream()
            .map(each -> "http://" + each.name() + ":" + servicePort(each))
            .collect(Collectors.toSet());
    for (Service service : Service.values()) {
      assertThat(deployment(service).environment().values())
          .filteredOn(value -> value.startsWith("http://"))
          .isSubsetOf(addresses);
    }
  }

  @Test
  void selectorsMatchPods() {
    List<Map<String, String>> pods =
        of("Deployment").stream()
            .map(each -> each.at("spec", "template", "metadata", "labels").texts())
            .toList();
    List<Map<String, String>> selectors = new ArrayList<>();
    of("Service").forEach(each -> selectors.add(each.at("spec", "selector").texts()));
    Stream.of("Deployment", "PodDisruptionBudget")
        .flatMap(kind -> of(kind).stream())
        .forEach(each -> selectors.add(each.at("spec", "selector", "matchLabels").texts()));
    of("NetworkPolicy").stream()
        .filter(each -> !each.name().endsWith("-migrations"))
        .forEach(each -> selectors.add(each.at("spec", "podSelector", "matchLabels").texts()));
    assertThat(selectors).hasSize(25);
    for (Map<String, String> selector : selectors) {
      assertThat(pods)
          .as(selector.toString())
          .filteredOn(labels -> labels.entrySet().containsAll(selector.entrySet()))
          .hasSize(1);
    }
    for (Resource scaler : of("HorizontalPodAutoscaler")) {
      String target = scaler.at("spec", "scaleTargetRef").text("name");
      assertThat(named("Deployment", target, resources).at("spec").has("replicas")).isFalse();
    }
  }

  @Test
  void podsAreNotRootAndWriteNowhereButInTmp(@TempDir Path folder) throws IOException {
    List<Resource> pods = new ArrayList<>(of("Deployment"));
    pods.addAll(jobs(folder));
    assertThat(pods).hasSize(8);
    for (Resource pod : pods) {
      Resource spec = pod.at("spec", "template", "spec");
      assertThat(spec.at("securityContext").map())
          .as(pod.name())
          .containsEntry("runAsNonRoot", true)
          .containsEntry("runAsUser", 10001)
          .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
      assertThat(spec.map())
          .containsEntry("automountServiceAccountToken", false)
          .containsEntry("enableServiceLinks", false);
      assertThat(pod.container().at("securityContext").map())
          .containsEntry("allowPrivilegeEscalation", false)
          .containsEntry("readOnlyRootFilesystem", true)
          .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
      assertThat(pod.container().at("resources", "limits").has("memory")).isTrue();
      assertThat(pod.container().list("volumeMounts"))
          .filteredOn(mount -> !mount.has("readOnly"))
          .singleElement()
          .satisfies(mount -> assertThat(mount.text("mountPath")).isEqualTo("/tmp"));
    }
  }

  @Test
  void jobsMigrateBeforeTheServicesWithTheOwnersPasswords(@TempDir Path folder) throws IOException {
    assertThat(chart.text("templates/migrations.yaml"))
        .contains("helm.sh/hook: pre-install,pre-upgrade");
    for (Resource job : jobs(folder)) {
      String service = job.name().replaceAll("^berth-|-migrations$", "");
      Resource container = compose.at("services", service.replace("-service", "") + "-migrations");
      assertThat(job.environment().keySet())
          .isEqualTo(container.at("environment").texts().keySet());
      assertThat(job.secrets()).isEqualTo(secrets(container));
      assertThat(job.container().text("image"))
          .isEqualTo(named("Deployment", "berth-" + service, resources).container().text("image"));
      assertThat(job.container().at("args").yaml()).isEqualTo(List.of("migrate"));
    }
    for (Resource service : of("Deployment")) {
      assertThat(service.secrets()).as(service.name()).doesNotContainKey("spring.flyway.password");
    }
  }

  @Test
  void archivesMonthlyAsTheOwnerWhereItIsAskedTo(@TempDir Path folder) throws IOException {
    assertThat(of("CronJob")).isEmpty();
    Path values = folder.resolve("values.yaml");
    Files.writeString(values, "archive: { enabled: true }\n");
    assertThatThrownBy(() -> chart.render(VALUES, values)).hasMessageContaining("existingClaim");
    Files.writeString(
        values, "archive: { enabled: true, existingClaim: books, months: 14, orderMonths: 30 }\n");
    List<Resource> rendered = chart.render(VALUES, values);
    Resource cron = named("CronJob", "berth-archive", rendered);
    assertThat(cron.at("spec").text("concurrencyPolicy")).isEqualTo("Forbid");
    Resource job = cron.at("spec", "jobTemplate");
    assertThat(job.container().at("args").yaml()).isEqualTo(List.of("archive"));
    assertThat(job.container().text("image"))
        .isEqualTo(deployment(Service.PAY).container().text("image"));
    assertThat(job.secrets()).isEqualTo(Map.of("spring.flyway.password", "pay-owner-password"));
    assertThat(job.environment())
        .containsEntry("spring.flyway.user", "berth_pay_owner")
        .containsEntry("berth.pay.archive.months", "14")
        .containsEntry("berth.pay.archive.order-months", "30");
    KnownSettings known = KnownSettings.read();
    assertThat(job.environment().keySet())
        .filteredOn(name -> name.startsWith("berth."))
        .allMatch(known::contains);
    assertThat(job.container().list("volumeMounts"))
        .filteredOn(mount -> mount.text("name").equals("archive"))
        .singleElement()
        .satisfies(
            mount ->
                assertThat(mount.text("mountPath"))
                    .isEqualTo(job.environment().get("berth.pay.archive.directory")));
    Resource policy = named("NetworkPolicy", "berth-archive", rendered);
    assertThat(job.at("spec", "template", "metadata", "labels").texts())
        .containsAllEntriesOf(policy.at("spec", "podSelector", "matchLabels").texts());
  }

  @Test
  void copiesArchivesOnceTheyAreWritten(@TempDir Path folder) throws IOException {
    Path values = folder.resolve("values.yaml");
    Files.writeString(
        values,
        """
        archive:
          enabled: true
          existingClaim: books
          copy: { remote: "s3:berth-books/archive", secret: books-s3, port: 9000 }
        """);
    List<Resource> rendered = chart.render(VALUES, values);
    Resource pod =
        named("CronJob", "berth-archive", rendered)
            .at("spec", "jobTemplate", "spec", "template", "spec");
    assertThat(pod.list("initContainers").getFirst().at("args").yaml())
        .isEqualTo(List.of("archive"));
    Resource copy = pod.list("containers").getFirst();
    assertThat(pod.list("containers")).hasSize(1);
    assertThat(copy.at("args").yaml().toString())
        .startsWith("[copy, /archive, s3:berth-books/archive,")
        .contains("--immutable");
    assertThat(copy.list("envFrom").getFirst().at("secretRef").text("name")).isEqualTo("books-s3");
    assertThat(copy.at("securityContext").map()).containsEntry("readOnlyRootFilesystem", true);
    assertThat(named("NetworkPolicy", "berth-archive", rendered).at("spec").list("egress"))
        .anyMatch(rule -> rule.list("ports").getFirst().number("port") == 9000);
  }

  @Test
  void alertsAndDashboardsAreTheSameFiles() throws IOException {
    Resource alerts =
        HelmChart.resources(
                Files.readString(HelmChart.ROOT.resolve("deploy/prometheus/alerts.yml")))
            .getFirst();
    assertThat(of("PrometheusRule").getFirst().at("spec").yaml()).isEqualTo(alerts.yaml());
    for (String name : List.of("berth.json", "berth-business.json", "berth-merchants.json")) {
      assertThat(of("ConfigMap").getFirst().at("data").text(name))
          .isEqualTo(Files.readString(HelmChart.ROOT.resolve("deploy/grafana").resolve(name)));
    }
    Map<String, String> scraped =
        of("ServiceMonitor").getFirst().at("spec", "selector", "matchLabels").texts();
    assertThat(of("Service"))
        .filteredOn(
            each ->
                each.at("metadata", "labels").texts().entrySet().containsAll(scraped.entrySet()))
        .hasSize(Service.values().length)
        .allMatch(each -> each.name().endsWith("-management"));
  }

  /** Only pods with the label of a caller reach a service's own port. */
  @Test
  void nobodyButTheGatewayIsReachedFromElsewhere() {
    for (Resource policy : of("NetworkPolicy")) {
      if (policy.name().equals("berth-gateway")) {
        continue;
      }
      assertThat(policy.at("spec").text("policyTypes")).contains("Ingress", "Egress");
      if (policy.at("spec").has("ingress")) {
        assertThat(policy.at("spec").list("ingress"))
            .as(policy.name())
            .allMatch(rule -> rule.has("from"));
      }
    }
  }

  private static List<Resource> jobs(Path folder) throws IOException {
    List<Resource> jobs =
        HelmChart.withoutHooks(folder).render(VALUES).stream()
            .filter(each -> each.kind().equals("Job"))
            .toList();
    assertThat(jobs).hasSize(3);
    return jobs;
  }

  private static Map<String, String> secrets(Resource container) {
    Map<String, String> secrets = new TreeMap<>();
    container
        .list("secrets")
        .forEach(secret -> secrets.put(secret.text("target"), secret.text("source")));
    return secrets;
  }

  private static int servicePort(Resource service) {
    return service.at("spec").list("ports").getFirst().number("port");
  }

  private Resource deployment(Service service) {
    return named("Deployment", "berth-" + service.id(), resources);
  }

  private List<Resource> of(String kind) {
    return resources.stream().filter(each -> each.kind().equals(kind)).toList();
  }

  private static Resource named(String kind, String name, List<Resource> among) {
    return among.stream()
        .filter(each -> each.kind().equals(kind) && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }
}
