package io.berth.bench.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.IntPredicate;

/** Waits until a server responds. */
public final class Ready {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ATTEMPTS = 600;

  private Ready() {}

  /**
   * @param status whether the status is the expected one
   * @throws IllegalStateException with the server's last output if it ends or takes a minute
   */
  public static void await(String url, IntPredicate status, Child server)
      throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
      for (int attempt = 0; attempt < ATTEMPTS && server.isAlive(); attempt++) {
        try {
          if (status.test(client.send(request, BodyHandlers.discarding()).statusCode())) {
            return;
          }
        } catch (IOException notYet) {
          // The server may still be starting.
        }
        Thread.sleep(PAUSE);
      }
    }
    throw new IllegalStateException(url + " does not get ready:\n" + server.lastWords());
  }
}
