package io.berth.demo.merchant;

import io.berth.demo.recording.ExchangeListener;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.recording.RecordingHttpClient;
import io.berth.demo.recording.RecordingHttpClient.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests by {@code protocols/fomo.md}: of an app's server and of the mobile client. */
public final class FomoClient implements AutoCloseable {

  private static final String BOUNDARY = "----berth-demo-boundary";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Credentials that a developer gets for an app, and the address registered with it. */
  public record App(String clientId, String clientSecret, String redirectUri) {}

  /**
   * @param status the envelope's
   * @param all the whole response
   */
  public record Reply(int status, JsonNode data, JsonNode all) {
    public String text(String field) {
      return data.path(field).asString("");
    }

    /** The platform's message to people. */
    public String message() {
      return all.path("msg").asString("");
    }

    public Reply orMismatch(String what) {
      Mismatch.unlessEqual(1, status, "the status of " + what);
      return this;
    }
  }

  private final String origin;
  private final App app;
  private final RecordingHttpClient calls;

  public FomoClient(String origin, App app, ExchangeListener recorder) {
    this.origin = origin;
    this.app = app;
    this.calls = new RecordingHttpClient(recorder);
  }

  public App app() {
    return app;
  }

  /** Posts a URL-encoded form. */
  public Reply post(String endpoint, Map<String, String> parameters) {
    return post(endpoint, parameters, null);
  }

  /**
   * @param accessToken null for none
   */
  public Reply post(String endpoint, Map<String, String> parameters, @Nullable String accessToken) {
    String body =
        parameters.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        endpoint, "application/x-www-form-urlencoded", body, accessToken, remarks(parameters));
  }

  /** Posts the parameters as {@code multipart/form-data}. */
  public Reply postMultipart(String endpoint, Map<String, String> parameters) {
    StringBuilder body = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            body.append("--%s\r\n".formatted(BOUNDARY))
                .append("Content-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(name))
                .append(value)
                .append("\r\n"));
    body.append("--%s--\r\n".formatted(BOUNDARY));
    return send(
        endpoint,
        "multipart/form-data; boundary=" + BOUNDARY,
        body.toString(),
        null,
        remarks(parameters));
  }

  public Reply postJson(String endpoint, Map<String, ?> parameters) {
    return send(endpoint, "application/json", JSON.writeValueAsString(parameters), null);
  }

  /** Adds the app's {@code timestamp} and {@code sign}. */
  public Map<String, String> signed(Map<String, String> parameters) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    Map<String, String> signed = new LinkedHashMap<>(parameters);
    signed.put("client_id", app.clientId());
    signed.put("timestamp", timestamp);
    signed.put("sign", MerchantSignatures.timestampSign(app.clientSecret(), timestamp));
    return signed;
  }

  private static Remark[] remarks(Map<String, String> parameters) {
    return parameters.containsKey("sign")
        ? new Remark[] {
          new Remark(About.SIGNED, "{client_secret}" + parameters.getOrDefault("timestamp", ""))
        }
        : new Remark[0];
  }

  private Reply send(
      String endpoint, String type, String body, @Nullable String accessToken, Remark... remarks) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    if (accessToken != null) {
      headers.put("Authorization", "Bearer " + accessToken);
    }
    HttpResponse<byte[]> response =
        calls.send(
            new Call("POST", URI.create(origin + "/fomo/" + endpoint), headers, body), remarks);
    Mismatch.unlessEqual(200, response.statusCode(), "the HTTP status of " + endpoint);
    try {
      JsonNode envelope = JSON.readTree(response.body());
      return new Reply(envelope.path("status").asInt(-1), envelope.path("data"), envelope);
    } catch (JacksonException e) {
      throw new Mismatch("an answer is no JSON");
    }
  }

  /** Returns the redirect target of a page of the platform; empty where there is none. */
  public Optional<String> location(String path) {
    return calls
        .send(new Call("GET", URI.create(origin + path), Map.of(), ""))
        .headers()
        .firstValue("Location");
  }

  @Override
  public void close() {
    calls.close();
  }
}
