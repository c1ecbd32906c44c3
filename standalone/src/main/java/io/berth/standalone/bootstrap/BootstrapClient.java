package io.berth.standalone.bootstrap;

import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.service.json.BerthJson;
import io.berth.standalone.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Sends operator commands to a suite's gateway. */
public final class BootstrapClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI endpoint;
  private final String token;

  /**
   * @param origin of the gateway, for example {@code https://berth.example}
   * @param token the gateway's operator token
   */
  public BootstrapClient(String origin, String token) {
    try {
      this.endpoint = URI.create(origin.replaceAll("/+$", "") + "/operator/commands");
    } catch (IllegalArgumentException e) {
      throw new UserError("Not a URL: " + origin);
    }
    if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
      throw new UserError("Not an http or https URL: " + origin);
    }
    this.token = token;
  }

  /**
   * @throws UserError if the gateway cannot be reached or does not know the token
   */
  public Outcome send(Command command) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("User-Agent", "berth-bootstrap")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    BerthJson.mapper().writerFor(Command.class).writeValueAsBytes(command)))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 200 -> BerthJson.mapper().readValue(answer.body(), Outcome.class);
        case 401, 403 -> throw new UserError(endpoint + " does not accept this operator token.");
        default -> throw new UserError(endpoint + " answers " + answer.statusCode() + ".");
      };
    } catch (JacksonException e) {
      throw new UserError(endpoint + " answers something that is no outcome.");
    } catch (IOException e) {
      throw new UserError(endpoint + " cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
