package io.berth.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app's server, and its front end where that calls by itself. */
public final class Merchant implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String JSON_TYPE = "application/json";
  private static final DateTimeFormatter IMF =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How an app proves who it is, and how it checks answers. */
  public record Credentials(String appId, String accessKey, String secretKey, String checkKey) {}

  private final String origin;
  private final Credentials credentials;
  private final Conventions conventions;
  private final Transcript transcript;
  private final Clock clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param clock the merchant's own, right or wrong
   */
  public Merchant(
      String origin,
      Credentials credentials,
      Conventions conventions,
      Transcript transcript,
      Clock clock) {
    this.origin = origin;
    this.credentials = credentials;
    this.conventions = conventions;
    this.transcript = transcript;
    this.clock = clock;
  }

  public Credentials credentials() {
    return credentials;
  }

  /** A signed request with a JSON body. */
  public Answer posts(String path, Map<String, ?> parameters) {
    byte[] body = JSON.writeValueAsBytes(parameters);
    return sends(signed(path, body), body);
  }

  /** The headers of a signed request, for those who want to spoil one. */
  public Map<String, String> headers(String path, byte[] body) {
    String date = IMF.format(ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC));
    String sha1 = Digests.sha1(body);
    String sign = Digests.sign(credentials.secretKey(), "POST", sha1, JSON_TYPE, date, path);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("App-Id", credentials.appId());
    headers.put("Auth", credentials.accessKey() + ":" + sign);
    headers.put("Content-Type", JSON_TYPE);
    headers.put("Content-Sha1", sha1);
    headers.put("Date", date);
    return headers;
  }

  private HttpRequest.Builder signed(String path, byte[] body) {
    return request(path, headers(path, body), body);
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    transcript.sent("POST " + path + "  Auth: " + headers.get("Auth"));
    return request;
  }

  /** Sends what it is given, right or wrong. */
  public Answer postsAs(Map<String, String> headers, String path, byte[] body) {
    return sends(request(path, headers, body), body);
  }

  private Answer sends(HttpRequest.Builder request, byte[] body) {
    transcript.sent(new String(body, StandardCharsets.UTF_8));
    return send(request);
  }

  /** A request of the app's front end, with a player's access token. */
  public Answer frontEndGets(String path, String accessToken, String device) {
    transcript.sent("GET " + path + "  at: " + shortened(accessToken));
    return send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .GET()
            .header("app-id", credentials.appId())
            .header("at", accessToken)
            .header("ts", Long.toString(clock.instant().getEpochSecond()))
            .header("device", device));
  }

  private static String shortened(String token) {
    return token.length() > 20 ? token.substring(0, 20) + "…" : token;
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofByteArray());
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      transcript.received(answer.statusCode() + " " + body);
      checkSeal(answer);
      JsonNode envelope = JSON.readTree(body);
      return new Answer(
          answer.statusCode(), envelope.path("code").asInt(), envelope.path("data"), body);
    } catch (JacksonException e) {
      throw new Mismatch("an answer is no JSON");
    } catch (IOException e) {
      throw new Mismatch(origin + " cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("interrupted");
    }
  }

  private void checkSeal(HttpResponse<byte[]> answer) {
    String seconds = answer.headers().firstValue(conventions.prefix() + "-ts").orElse("");
    String seal = answer.headers().firstValue(conventions.prefix() + "-sign").orElse("");
    Mismatch.unlessEqual(
        Digests.seal(answer.body(), seconds, credentials.checkKey()), seal, "the answer's seal");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
