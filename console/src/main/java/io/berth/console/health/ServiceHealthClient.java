package io.berth.console.health;

import io.berth.console.health.ServiceHealth.Condition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the health of all services in parallel, from their management ports. */
@Component
public class ServiceHealthClient {

  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WebClient client;
  private final Map<String, URI> management;
  private final Duration timeout;

  ServiceHealthClient(ManagementProperties properties, ReactorResourceFactory netty) {
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(netty, Function.identity()))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
            .build();
    this.management = new TreeMap<>(properties.management());
    this.timeout = properties.managementTimeout();
  }

  /** Returns all services in alphabetical order; one without a response in time is silent. */
  public Mono<List<ServiceHealth>> all() {
    return Flux.fromIterable(management.entrySet())
        .flatMapSequential(entry -> ask(entry.getKey(), entry.getValue()))
        .collectList();
  }

  private Mono<ServiceHealth> ask(String service, URI uri) {
    return client
        .get()
        .uri(uri.resolve("/actuator/health/readiness"))
        .exchangeToMono(answer -> read(service, answer))
        .timeout(timeout)
        .onErrorReturn(new ServiceHealth(service, Condition.SILENT, Map.of()));
  }

  private static Mono<ServiceHealth> read(String service, ClientResponse answer) {
    Condition condition =
        answer.statusCode().is2xxSuccessful() ? Condition.READY : Condition.NOT_READY;
    return answer
        .bodyToMono(String.class)
        .map(body -> new ServiceHealth(service, condition, parts(body)))
        .defaultIfEmpty(new ServiceHealth(service, condition, Map.of()));
  }

  static Map<String, String> parts(String body) {
    Map<String, String> parts = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonNode> part : JSON.readTree(body).path("components").properties()) {
        parts.put(part.getKey(), part.getValue().path("status").asString(""));
      }
    } catch (JacksonException e) {
      // The body is no JSON, so only the HTTP status counts.
    }
    return parts;
  }
}
