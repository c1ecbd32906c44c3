package io.berth.console.health;

import io.berth.service.keyset.KeyReport;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads which keys every instance has, from their management ports. Where a host name stands for
 * several addresses, each of them is an instance.
 */
@Component
public class KeyReportClient {
  private static final int LONGEST_ANSWER = 256 * 1024;
  private static final int MOST_INSTANCES = 64;

  private final WebClient client;
  private final Map<String, URI> management;
  private final Duration timeout;

  /**
   * Answers of all instances.
   *
   * @param silent services with an instance that does not answer
   */
  public record Answers(List<KeyReport> reports, List<String> silent) {}

  private record Instance(String service, URI uri) {}

  private record Answer(Instance instance, List<KeyReport> report) {}

  KeyReportClient(ManagementProperties properties, ReactorResourceFactory netty) {
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(netty, Function.identity()))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
            .build();
    this.management = new TreeMap<>(properties.management());
    this.timeout = properties.managementTimeout();
  }

  /** Names of the services. */
  public List<String> services() {
    return List.copyOf(management.keySet());
  }

  public Mono<Answers> all() {
    return Flux.fromIterable(management.entrySet())
        .flatMapSequential(entry -> instances(entry.getKey(), entry.getValue()))
        .flatMapSequential(this::ask)
        .collectList()
        .map(
            answers ->
                new Answers(
                    answers.stream().flatMap(answer -> answer.report.stream()).toList(),
                    answers.stream()
                        .filter(answer -> answer.report.isEmpty())
                        .map(answer -> answer.instance.service)
                        .distinct()
                        .toList()));
  }

  private Flux<Instance> instances(String service, URI uri) {
    Instance named = new Instance(service, uri);
    // A certificate is made out to the name.
    return "https".equals(uri.getScheme())
        ? Flux.just(named)
        : Mono.fromCallable(() -> InetAddress.getAllByName(uri.getHost()))
            .subscribeOn(Schedulers.boundedElastic())
            .timeout(timeout)
            .flatMapIterable(Arrays::asList)
            .take(MOST_INSTANCES)
            .map(address -> new Instance(service, at(uri, address)))
            .onErrorReturn(named);
  }

  private static URI at(URI uri, InetAddress address) {
    String host = address.getHostAddress();
    return UriComponentsBuilder.fromUri(uri)
        .host(host.contains(":") ? "[" + host + "]" : host)
        .build(true)
        .toUri();
  }

  private Mono<Answer> ask(Instance instance) {
    return client
        .get()
        .uri(instance.uri.resolve("/actuator/keys"))
        .retrieve()
        .bodyToMono(KeyReport.class)
        .timeout(timeout)
        .map(report -> new Answer(instance, List.of(report)))
        .onErrorReturn(new Answer(instance, List.of()))
        .defaultIfEmpty(new Answer(instance, List.of()));
  }
}
