package io.berth.console.operator;

import io.berth.console.health.ManagementProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the lengths of the services' queues from their management ports. */
@Component
class QueueLengths {
  private static final int LONGEST_ANSWER = 4 << 20;
  private static final List<Source> SOURCES =
      List.of(
          new Source("posting", "pay-service", "berth_ledger_queue"),
          new Source("callbacks", "callback-service", "berth_callback_pending"),
          new Source("callback-age", "callback-service", "berth_callback_due_age_seconds"));

  private record Source(String name, String service, String metric) {}

  /**
   * @param name message key below {@code console.operator.queue}
   * @param value null where the service does not report it
   */
  record Queue(String name, @Nullable String value) {}

  private final WebClient client;
  private final Map<String, URI> management;
  private final Duration timeout;

  QueueLengths(ManagementProperties properties, ReactorResourceFactory netty) {
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(netty, Function.identity()))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
            .build();
    this.management = properties.management();
    this.timeout = properties.managementTimeout();
  }

  Mono<List<Queue>> queues() {
    return Flux.fromIterable(SOURCES)
        .flatMapSequential(
            source ->
                text(source.service())
                    .map(text -> new Queue(source.name(), sum(text, source.metric()).orElse(null))))
        .collectList();
  }

  private Mono<String> text(String service) {
    URI uri = management.get(service);
    return uri == null
        ? Mono.just("")
        : client
            .get()
            .uri(uri.resolve("/actuator/prometheus"))
            .retrieve()
            .bodyToMono(String.class)
            .timeout(timeout)
            .onErrorReturn("");
  }

  /** Sums the metric's samples as a whole number. */
  static Optional<String> sum(String text, String metric) {
    return text.lines()
        .filter(
            line ->
                line.startsWith(metric)
                    && line.length() > metric.length()
                    && (line.charAt(metric.length()) == '{' || line.charAt(metric.length()) == ' '))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .filter(value -> !value.isNaN())
        .reduce(Double::sum)
        .map(sum -> Long.toString(Math.round(sum)));
  }
}
