package io.berth.standalone.keys;

import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeyReport;
import io.berth.service.keyset.KeyUse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys that instances report.
 *
 * @param silent management addresses that did not say
 */
record KeyReports(List<KeyReport> all, List<URI> silent) {

  private static final int OK = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Asks instances one after another. */
  static KeyReports read(Collection<URI> management) throws InterruptedException {
    List<KeyReport> all = new ArrayList<>();
    List<URI> silent = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      for (URI address : management) {
        try {
          HttpResponse<String> answer =
              client.send(
                  HttpRequest.newBuilder(address.resolve("/actuator/keys"))
                      .timeout(TIMEOUT)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          if (answer.statusCode() == OK) {
            all.add(JSON.readValue(answer.body(), KeyReport.class));
          } else {
            silent.add(address);
          }
        } catch (IOException | JacksonException e) {
          silent.add(address);
        }
      }
    }
    return new KeyReports(all, silent);
  }

  /** The keys of one set that a service has; empty where it does not say. */
  Optional<HeldKeys> of(String service, KeyKind kind, String scope) {
    return all.stream()
        .filter(report -> report.service().equals(service))
        .flatMap(report -> report.keys().stream())
        .filter(keys -> keys.kind() == kind && keys.scope().equals(scope))
        .findFirst();
  }

  List<KeyUse> uses(KeyKind kind, String scope) {
    return all.stream()
        .flatMap(report -> report.uses().stream())
        .filter(use -> use.kind() == kind && use.scope().equals(scope))
        .toList();
  }

  /** Problems with key files, a line each. */
  List<String> problems() {
    return all.stream()
        .filter(report -> report.problem() != null)
        .map(report -> report.service() + ": " + report.problem())
        .toList();
  }
}
