package io.berth.standalone.service;

import io.berth.standalone.cli.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Reads services' readiness from their management ports. */
public final class ReadinessProbe implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SAY = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Readiness that a service reports. */
  public enum State {
    READY,
    NOT_READY,
    SILENT
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final int gatewayPort;

  public ReadinessProbe(int gatewayPort) {
    this.gatewayPort = gatewayPort;
  }

  public State of(Service service) {
    return asked(service).join();
  }

  private CompletableFuture<State> asked(Service service) {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + service.managementPort(gatewayPort)
                + "/actuator/health/readiness");
    return client
        .sendAsync(
            HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
            HttpResponse.BodyHandlers.discarding())
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                return State.SILENT;
              }
              return answer.statusCode() == 200 ? State.READY : State.NOT_READY;
            });
  }

  /**
   * Waits until every service is ready. Asks all in parallel, since each service's first response
   * is slow.
   *
   * @throws IllegalStateException naming a service that is not ready in time
   */
  public void awaitAll(Progress progress) throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    Instant say = Instant.now().plus(SAY);
    Map<Service, State> unready = unready(EnumSet.allOf(Service.class));
    while (!unready.isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        unready.forEach(ReadinessProbe::complain);
      }
      if (Instant.now().isAfter(say)) {
        say = Instant.now().plus(SAY);
        progress.say("waiting for " + ids(unready.keySet()));
      }
      Thread.sleep(PAUSE);
      unready = unready(unready.keySet());
    }
  }

  private static String ids(Set<Service> services) {
    return services.stream().map(Service::id).collect(Collectors.joining(", "));
  }

  /**
   * Waits until the home page responds.
   *
   * @throws IllegalStateException if it does not in time
   */
  public void awaitHomePage(String origin) throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    HttpRequest home = HttpRequest.newBuilder(URI.create(origin + "/")).timeout(TIMEOUT).build();
    while (!isOk(home)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("The home page does not answer");
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isOk(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Map<Service, State> unready(Set<Service> services) {
    Map<Service, CompletableFuture<State>> answers = new EnumMap<>(Service.class);
    services.forEach(service -> answers.put(service, asked(service)));
    Map<Service, State> unready = new EnumMap<>(Service.class);
    answers.forEach((service, answer) -> unready.put(service, answer.join()));
    unready.values().removeIf(State.READY::equals);
    return unready;
  }

  private static void complain(Service service, State state) {
    throw new IllegalStateException(
        service.id()
            + (state == State.SILENT
                ? " does not answer on its management port"
                : " does not become ready"));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
