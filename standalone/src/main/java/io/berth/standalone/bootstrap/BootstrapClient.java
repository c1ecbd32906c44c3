package io.berth.standalone.bootstrap;

import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.service.json.BerthJson;
import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends operator commands to a suite's gateway. */
public final class BootstrapClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration RETRY_LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI endpoint;
  private final String token;
  private final Duration retryLimit;
  private boolean reached;

  /**
   * @param origin of the gateway, for example {@code https://berth.example}
   * @param token the gateway's operator token
   */
  public BootstrapClient(String origin, String token) {
    this(origin, token, RETRY_LIMIT);
  }

  /**
   * @param retryLimit how long to retry a command that may succeed later
   */
  BootstrapClient(String origin, String token, Duration retryLimit) {
    this.retryLimit = retryLimit;
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
   * Sends a command and retries it while it may still succeed. Commands of bootstrap files are
   * idempotent, so one without a response is sent again.
   *
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
    Instant deadline = Instant.now().plus(retryLimit);
    while (true) {
      Attempt attempt = attempt(request);
      switch (attempt) {
        case Attempt.Answered(Outcome outcome) -> {
          return outcome;
        }
        case Attempt.Later(Outcome outcome, String why) -> {
          if (Instant.now().isAfter(deadline)) {
            if (outcome != null) {
              return outcome;
            }
            throw new UserError(why);
          }
        }
      }
      pause();
    }
  }

  private sealed interface Attempt {
    record Answered(Outcome outcome) implements Attempt {}

    /**
     * @param outcome null where none came
     */
    record Later(@Nullable Outcome outcome, String why) implements Attempt {}
  }

  private Attempt attempt(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      reached = true;
      return switch (answer.statusCode()) {
        case 200 -> classify(BerthJson.mapper().readValue(answer.body(), Outcome.class));
        case 401, 403 -> throw new UserError(endpoint + " does not accept this operator token.");
        case 429, 502, 503, 504 ->
            new Attempt.Later(null, endpoint + " answers " + answer.statusCode() + ".");
        default -> throw new UserError(endpoint + " answers " + answer.statusCode() + ".");
      };
    } catch (JacksonException e) {
      throw new UserError(endpoint + " sent an unexpected response.");
    } catch (IOException e) {
      String why = endpoint + " cannot be reached: " + e.getMessage();
      if (e instanceof ConnectException && !reached) {
        // The first connection is refused: the address is wrong, not the machine busy.
        throw new UserError(why);
      }
      return new Attempt.Later(null, why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  /** Retries refusals that do not depend on the command. */
  private static Attempt classify(Outcome outcome) {
    return outcome instanceof Outcome.Refusal refusal
            && (refusal.code().category() == ErrorCode.Category.LATER
                || refusal.code() == ErrorCode.DATABASE)
        ? new Attempt.Later(outcome, refusal.code().name())
        : new Attempt.Answered(outcome);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
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
