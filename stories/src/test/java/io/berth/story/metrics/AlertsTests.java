package io.berth.story.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.service.Service;
import io.berth.story.RunningBerth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Tests that every alert asks for a metric that is published. */
class AlertsTests {

  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:berth|r2dbc|jvm|process)_[a-z0-9_]+");
  private static final Pattern PUBLISHED = Pattern.compile("^([a-z0-9_]+)[ {]", Pattern.MULTILINE);

  /** Published from the first order and the first callback on. */
  private static final Set<String> LATER =
      Set.of(
          "berth_callback_attempts_seconds_bucket",
          "berth_callback_attempts_seconds_count",
          "berth_callback_delay_seconds_bucket",
          "berth_orders_amount_total",
          "berth_orders_commission_total",
          "berth_orders_ended_total");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prometheus/alerts.yml",
        "grafana/berth.json",
        "grafana/berth-business.json",
        "grafana/berth-merchants.json"
      })
  void namesOnlyMetricsThatTheServicesPublish(String file)
      throws IOException, InterruptedException {
    RunningBerth berth = RunningBerth.get();
    try (HttpClient client = HttpClient.newHttpClient()) {
      get(client, berth.origin() + "/api/v1/admin/coin/list/");
      Set<String> published = new TreeSet<>(LATER);
      int port = URI.create(berth.origin()).getPort();
      for (Service service : Service.values()) {
        String text =
            get(
                client,
                "http://127.0.0.1:" + service.managementPort(port) + "/actuator/prometheus");
        PUBLISHED.matcher(text).results().forEach(name -> published.add(name.group(1)));
      }
      assertThat(published).containsAll(names(Files.readString(DEPLOY.resolve(file))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.test.yml", "objectives.test.yml"})
  void fireWhenTheyShould(String file) throws IOException, InterruptedException {
    promtool("test", "rules", file);
  }

  @Test
  void prometheusAcceptsItsConfiguration() throws IOException, InterruptedException {
    promtool("check", "config", "prometheus.yml");
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    Process promtool;
    try {
      promtool =
          new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
              .directory(DEPLOY.resolve("prometheus").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      throw new TestAbortedException("promtool is not installed", absent);
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String get(HttpClient client, String url)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
