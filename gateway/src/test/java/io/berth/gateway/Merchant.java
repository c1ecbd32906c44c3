package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.json.BerthJson;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import io.berth.signing.ResponseSignature;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A merchant's server that signs its requests, or does on purpose what it should not. */
final class Merchant {

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final RunningGateway gateway;
  private final String dialect;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> unsigned = new LinkedHashMap<>();
  private String secret = TestPlatform.SECRET;

  Merchant(RunningGateway gateway, String dialect, String appId) {
    this.gateway = gateway;
    this.dialect = dialect;
    headers.put("App-Id", appId);
    headers.put("Content-Type", "application/json");
    headers.put("Date", IMF_FIXDATE.format(Instant.now()));
    unsigned.put("key", "key-of-" + appId);
  }

  Merchant withKey(String accessKey) {
    unsigned.put("key", accessKey);
    return this;
  }

  Merchant withSecret(String other) {
    secret = other;
    return this;
  }

  Merchant with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Merchant datedAt(Instant instant) {
    return with("Date", IMF_FIXDATE.format(instant));
  }

  Merchant calledFrom(String address) {
    return with("X-Forwarded-For", address);
  }

  Answer posts(String path, String json) {
    return posts(path, json, ContentSha1.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  Answer posts(String path, String json, String contentSha1) {
    headers.put("Content-Sha1", contentSha1);
    return new Answer(
        gateway.send(
            path, request -> request.POST(BodyPublishers.ofString(json)), signed("POST", path)),
        dialect);
  }

  /** All headers, signature included, as name and value in turn. */
  String[] signed(String method, String path) {
    Map<String, List<String>> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    String sign =
        HeaderSignature.of(method, path, lower, List.of("dragonex-", "ones-")).sign(secret);
    List<String> all = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          all.add(name);
          all.add(value);
        });
    all.add("Auth");
    all.add(unsigned.get("key") + ":" + sign);
    return all.toArray(String[]::new);
  }

  /** Response, and whether it is signed. */
  public record Answer(HttpResponse<String> http, String dialect) {

    JsonNode json() {
      return BerthJson.mapper().readTree(http.body());
    }

    int code() {
      return json().path("code").asInt(Integer.MIN_VALUE);
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    Answer isSealed() {
      return isSealedWith(dialect + "-sign", TestPlatform.CHECK_KEY);
    }

    Answer isSealedWith(String header, String checkKey) {
      byte[] body = http.body().getBytes(StandardCharsets.UTF_8);
      assertThat(ResponseSignature.matches(body, header(dialect + "-ts"), checkKey, header(header)))
          .as("seal %s over %s", header, http.body())
          .isTrue();
      return this;
    }

    Answer isNotSealed() {
      assertThat(http.headers().firstValue(dialect + "-sign")).isEmpty();
      return this;
    }

    Answer refusedWith(int code) {
      assertThat(code()).as(http.body()).isEqualTo(code);
      assertThat(http.statusCode()).isEqualTo(200);
      assertThat(header("X-Request-Id")).matches("[0-9a-f]{32}");
      return this;
    }
  }
}
