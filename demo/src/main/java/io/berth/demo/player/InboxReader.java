package io.berth.demo.player;

import io.berth.demo.merchant.Mismatch;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a player's mails in the inbox of a local suite, or in that of a test mode. */
public final class InboxReader implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A mail with a code; the time tells mails with equal codes apart. */
  record CodeMail(String at, String code) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;

  private InboxReader(String inbox, String address) {
    this.uri = URI.create(inbox + "?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
  }

  public static InboxReader ofSuite(String origin, String address) {
    return new InboxReader(origin + "/local/inbox", address);
  }

  public static InboxReader ofTest(String testOrigin, String address) {
    return new InboxReader(testOrigin + "/account/test-mails", address);
  }

  Optional<CodeMail> newest() {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(5))
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      Mismatch.unlessEqual(200, response.statusCode(), "the status of " + uri);
      for (JsonNode mail : JSON.readTree(response.body())) {
        String code = mail.path("code").asString("");
        if (!code.isEmpty()) {
          return Optional.of(new CodeMail(mail.path("at").asString(""), code));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new Mismatch(uri + " cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
