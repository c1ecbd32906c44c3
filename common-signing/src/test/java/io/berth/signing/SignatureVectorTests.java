package io.berth.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every vector of {@code protocols/vectors.json}. */
class SignatureVectorTests {
  private static final List<String> SIGNED_PREFIXES = List.of("dragonex-");
  private static JsonNode vectors;

  @BeforeAll
  static void read() throws Exception {
    try (InputStream file =
        SignatureVectorTests.class.getResourceAsStream("/protocols/vectors.json")) {
      vectors = JsonMapper.builder().build().readTree(file);
    }
  }

  @Test
  void allFamiliesAreTestedHere() {
    assertThat(vectors.propertyNames())
        .containsExactlyInAnyOrder(
            "hmac_sha1_header",
            "response_md5_8",
            "sha1_secret_timestamp",
            "wancms_md5",
            "egret_md5");
  }

  @TestFactory
  Stream<DynamicTest> headerSignatures() {
    return each("hmac_sha1_header", SignatureVectorTests::headerSignature);
  }

  private static void headerSignature(JsonNode vector) {
    Map<String, List<String>> headers = new HashMap<>();
    vector
        .get("headers")
        .forEachEntry((name, value) -> headers.put(name, List.of(value.asString())));
    HeaderSignature signature =
        HeaderSignature.of(text(vector, "method"), text(vector, "path"), headers, SIGNED_PREFIXES);
    String secret = text(vector, "secret_key");
    assertThat(signature.matches(secret, text(vector, "sign"))).isTrue();
    assertThat(signature.matches(secret + "x", text(vector, "sign"))).isFalse();
    boolean byKey = text(vector, "origin").contains("by-key order");
    if (!byKey) {
      assertThat(signature.stringToSign()).isEqualTo(text(vector, "string_to_sign"));
      assertThat(signature.sign(secret)).isEqualTo(text(vector, "sign"));
    }
    if (vector.has("body") && vector.get("headers").has("Content-Sha1")) {
      byte[] body = text(vector, "body").getBytes(StandardCharsets.UTF_8);
      assertThat(ContentSha1.of(body)).isEqualTo(text(vector.get("headers"), "Content-Sha1"));
    }
  }

  @TestFactory
  Stream<DynamicTest> signsResponses() {
    return each(
        "response_md5_8",
        vector -> {
          byte[] body = text(vector, "body").getBytes(StandardCharsets.UTF_8);
          String key = text(vector, "resp_check_key");
          String timestamp = text(vector, "ts");
          assertThat(ResponseSignature.sign(body, timestamp, key)).isEqualTo(text(vector, "sign"));
          assertThat(ResponseSignature.matches(body, timestamp, key, text(vector, "sign")))
              .isTrue();
          assertThat(ResponseSignature.matches(body, timestamp, "other", text(vector, "sign")))
              .isFalse();
          assertThat(ResponseSignature.redactedStringToSign(body, timestamp))
              .isEqualTo(text(vector, "body") + timestamp + "…");
        });
  }

  @TestFactory
  Stream<DynamicTest> timestampSignatures() {
    return each(
        "sha1_secret_timestamp",
        vector -> {
          String secret = text(vector, "client_secret");
          String timestamp = text(vector, "timestamp");
          String sign = text(vector, "sign");
          assertThat(TimestampSignature.sign(secret, timestamp)).isEqualTo(sign);
          assertThat(TimestampSignature.matches(secret, timestamp, sign)).isTrue();
          assertThat(TimestampSignature.matches("other", timestamp, sign)).isFalse();
          assertThat(TimestampSignature.redactedStringToSign(timestamp)).isEqualTo("…" + timestamp);
        });
  }

  @TestFactory
  Stream<DynamicTest> sortedWithTheKeyInside() {
    return each(
        "wancms_md5",
        vector -> {
          boolean login = text(vector, "what").equals("login");
          SortedMd5 flavour = login ? SortedMd5.KEY_LAST : SortedMd5.KEY_SORTED_IN;
          String key = login ? "loginkey-0001" : text(vector, "pay_key");
          Map<String, String> parameters =
              login ? Map.of("open_id", "8f3ac1") : parameters(vector.get("params"));
          sorted(flavour, parameters, key, vector);
        });
  }

  @TestFactory
  Stream<DynamicTest> sortedWithTheKeyAppended() {
    return each(
        "egret_md5",
        vector ->
            sorted(
                SortedMd5.KEY_APPENDED,
                parameters(vector.get("params")),
                text(vector, "app_key"),
                vector));
  }

  private static void sorted(
      SortedMd5 flavour, Map<String, String> parameters, String key, JsonNode vector) {
    assertThat(flavour.sign(parameters, key)).isEqualTo(text(vector, "sign"));
    assertThat(flavour.matches(parameters, key, text(vector, "sign"))).isTrue();
    assertThat(flavour.matches(parameters, "other", text(vector, "sign"))).isFalse();
    assertThat(flavour.redactedStringToSign(parameters))
        .isEqualTo(text(vector, "string_to_sign").replace(key, "…"))
        .doesNotContain(key);
  }

  private static Stream<DynamicTest> each(
      String family, org.junit.jupiter.api.function.ThrowingConsumer<JsonNode> test) {
    JsonNode all = vectors.get(family);
    assertThat(all.size()).isPositive();
    return StreamSupport.stream(all.spliterator(), false)
        .map(vector -> dynamicTest(text(vector, "origin"), () -> test.accept(vector)));
  }

  private static Map<String, String> parameters(JsonNode params) {
    Map<String, String> parameters = new LinkedHashMap<>();
    params.forEachEntry((name, value) -> parameters.put(name, value.asString()));
    return parameters;
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).asString();
  }
}
