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

/** An app's server, and its front end where that calls by itself. */
public final class MerchantClient implements AutoCloseable {

  private static final String JSON_TYPE = "application/json";
  private static final DateTimeFormatter IMF =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Keys by which an app proves who it is and checks answers. */
  public record Credentials(String appId, String accessKey, String secretKey, String checkKey) {}

  private final String origin;
  private final Credentials credentials;
  private final AccessKeyNames conventions;
  private final Clock clock;
  private final RecordingHttpClient calls;

  /**
   * @param clock the merchant's own, right or wrong
   */
  public MerchantClient(
      String origin,
      Credentials credentials,
      AccessKeyNames conventions,
      ExchangeListener recorder,
      Clock clock) {
    this.origin = origin;
    this.credentials = credentials;
    this.conventions = conventions;
    this.clock = clock;
    this.calls = new RecordingHttpClient(recorder);
  }

  public Credentials credentials() {
    return credentials;
  }

  /** A signed request with a JSON body. */
  public SignedResponse posts(String path, Map<String, ?> parameters) {
    byte[] body = JSON.writeValueAsBytes(parameters);
    return postsAs(headers(path, body), path, body);
  }

  /** The headers of a signed request, for those who want to spoil one. */
  public Map<String, String> headers(String path, byte[] body) {
    String date = IMF.format(ZonedDateTime.now(clock).withZoneSameInstant(ZoneOffset.UTC));
    String sha1 = MerchantSignatures.sha1(body);
    String sign =
        MerchantSignatures.sign(credentials.secretKey(), "POST", sha1, JSON_TYPE, date, path);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("App-Id", credentials.appId());
    headers.put("Auth", credentials.accessKey() + ":" + sign);
    headers.put("Content-Type", JSON_TYPE);
    headers.put("Content-Sha1", sha1);
    headers.put("Date", date);
    return headers;
  }

  /** Sends what it is given, right or wrong. */
  public SignedResponse postsAs(Map<String, String> headers, String path, byte[] body) {
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

  /** A request of the app's front end, with a player's access token. */
  public SignedResponse frontEndGets(String path, String accessToken, String device) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("app-id", credentials.appId());
    headers.put("at", accessToken);
    headers.put("ts", Long.toString(clock.instant().getEpochSecond()));
    headers.put("device", device);
    return send(new Call("GET", URI.create(origin + path), headers, ""));
  }

  private SignedResponse send(Call call, Remark... remarks) {
    HttpResponse<byte[]> answer = calls.send(call, each -> List.of(seal(each)), remarks);
    checkSeal(answer);
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    try {
      JsonNode envelope = JSON.readTree(body);
      return new SignedResponse(
          answer.statusCode(), envelope.path("code").asInt(), envelope.path("data"), body);
    } catch (JacksonException e) {
      throw new Mismatch("an answer is no JSON");
    }
  }

  private Remark seal(HttpResponse<byte[]> answer) {
    boolean good = expectedSeal(answer).equals(header(answer, "-sign"));
    return new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, conventions.prefix() + "-sign");
  }

  private void checkSeal(HttpResponse<byte[]> answer) {
    Mismatch.unlessEqual(expectedSeal(answer), header(answer, "-sign"), "the answer's seal");
  }

  private String expectedSeal(HttpResponse<byte[]> answer) {
    return MerchantSignatures.seal(answer.body(), header(answer, "-ts"), credentials.checkKey());
  }

  private String header(HttpResponse<?> answer, String suffix) {
    return answer.headers().firstValue(conventions.prefix() + suffix).orElse("");
  }

  @Override
  public void close() {
    calls.close();
  }
}
