package io.berth.standalone.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Asks services over their management ports how they are. */
public final class Readiness implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** What a service says of itself. */
  public enum State {
    READY,
    NOT_READY,
    SILENT
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final int gatewayPort;

  public Readiness(int gatewayPort) {
    this.gatewayPort = gatewayPort;
  }

  public State of(Service service) {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + service.managementPort(gatewayPort)
                + "/actuator/health/readiness");
    try {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return status == 200 ? State.READY : State.NOT_READY;
    } catch (IOException silent) {
      return State.SILENT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return State.SILENT;
    }
  }

  /**
   * Waits until every service is ready.
   *
   * @throws IllegalStateException naming the service that is not ready in time
   */
  void awaitAll() throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    for (Service service : Service.values()) {
      State state = of(service);
      while (state != State.READY) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(
              service.id()
                  + (state == State.SILENT
                      ? " does not answer on its management port"
                      : " does not become ready"));
        }
        Thread.sleep(PAUSE);
        state = of(service);
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
