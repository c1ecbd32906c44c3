package io.berth.demo.merchant;

import io.berth.demo.recording.ExchangeListener;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.recording.RecordingHttpClient;
import io.berth.demo.recording.RecordingHttpClient.Call;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests of an app's server, and those of its front end. */
public final class MerchantClient implements AutoCloseable {

  private static final String JSON_TYPE = "application/json";
  private static final DateTimeFormatter IMF =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Keys that sign an app's requests and check its responses. */
  public record Credentials(String appId, String accessKey, String secretKey, String checkKey) {}

  private final String origin;
  private final Credentials credentials;
  private final AccessKeyNames names;
  private final Clock clock;
  private final RecordingHttpClient calls;

  /**
   * @param clock the merchant's own, right or wrong
   */
  public MerchantClient(
      String origin,
      Credentials credentials,
      AccessKeyNames names,
      ExchangeListener recorder,
      Clock clock) {
    this.origin = origin;
    this.credentials = credentials;
    this.names = names;
    this.clock = clock;
    this.calls = new RecordingHttpClient(recorder);
  }

  public Credentials credentials() {
    return credentials;
  }

  /** Posts a signed request with a JSON body. */
  public SignedResponse post(String path, Map<String, ?> parameters) {
    byte[] body = JSON.writeValueAsBytes(parameters);
    return postWithHeaders(headers(path, body), path, body);
  }

  /** Returns the headers of a signed request, so that a test can change one. */
  public Map<String, String> headers(String path, byte[] body) {
    String date = IMF.format(ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC));
    String sha1 = MerchantSignatures.sha1(body);
    String sign =
        MerchantSignatures.sign(
            credentials.secretKey(), String.join("\n", "POST", sha1, JSON_TYPE, date, path));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("App-Id", credentials.appId());
    headers.put("Auth", credentials.accessKey() + ":" + sign);
    headers.put("Content-Type", JSON_TYPE);
    headers.put("Content-Sha1", sha1);
    headers.put("Date", date);
    return headers;
  }

  /** Posts with the given headers, correct or not. */
  public SignedResponse postWithHeaders(Map<String, String> headers, String path, byte[] body) {
    String signed =
        String.join(
            "\n",
            "POST",
            headers.getOrDefault("Content-Sha1", ""),
            headers.getOrDefault("Content-Type", ""),
            headers.getOrDefault("Date", ""),
            path);
    return send(
        new Call("POST", URI.create(origin + path), headers, body),
        new Remark(About.SIGNED, signed));
  }

  /** Sends a request of the app's front end with a player's access token. */
  public SignedResponse getFromFrontEnd(String path, String accessToken, String device) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("app-id", credentials.appId());
    headers.put("at", accessToken);
    headers.put("ts", Long.toString(clock.instant().getEpochSecond()));
    headers.put("device", device);
    return send(new Call("GET", URI.create(origin + path), headers, ""));
  }

  private SignedResponse send(Call call, Remark... remarks) {
    HttpResponse<byte[]> response =
        calls.send(call, each -> List.of(responseSignature(each)), remarks);
    checkResponseSignature(response);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    try {
      JsonNode envelope = JSON.readTree(body);
      return new SignedResponse(
          response.statusCode(), envelope.path("code").asInt(), envelope.path("data"), body);
    } catch (JacksonException e) {
      throw new Mismatch("an answer is no JSON");
    }
  }

  private Remark responseSignature(HttpResponse<byte[]> response) {
    boolean good = expectedSignature(response).equals(header(response, "-sign"));
    return new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, names.prefix() + "-sign");
  }

  private void checkResponseSignature(HttpResponse<byte[]> response) {
    Mismatch.unlessEqual(
        expectedSignature(response), header(response, "-sign"), "the response's signature");
  }

  private String expectedSignature(HttpResponse<byte[]> response) {
    return MerchantSignatures.responseSignature(
        response.body(), header(response, "-ts"), credentials.checkKey());
  }

  private String header(HttpResponse<?> response, String suffix) {
    return response.headers().firstValue(names.prefix() + suffix).orElse("");
  }

  @Override
  public void close() {
    calls.close();
  }
}
