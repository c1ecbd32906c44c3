package io.berth.signing;

import static io.berth.random.RandomValues.forSeeds;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.random.RandomValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests that everything signed verifies, and that one changed byte anywhere does not. */
class SignaturePropertyTests {
  private static final int SEEDS = 300;
  private static final List<String> PREFIXES = List.of("dragonex-", "ones-");
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

  @Test
  void hexDigestsHaveEitherCase() {
    forSeeds(
        SEEDS,
        random -> {
          byte[] body = random.bytes(255);
          String secret = random.nonEmptyText(255);
          Map<String, String> fields = Map.of("a", secret);
          for (SortedMd5 flavour : SortedMd5.values()) {
            String sign = upper(flavour.sign(fields, secret));
            assertThat(flavour.matches(fields, secret, sign)).isTrue();
            assertThat(flavour.matches(fields, secret + "x", sign)).isFalse();
          }
          assertThat(ContentSha1.matches(body, upper(ContentSha1.of(body)))).isTrue();
          String timestamp = upper(TimestampSignature.sign(secret, "1"));
          assertThat(TimestampSignature.matches(secret, "1", timestamp)).isTrue();
          String response = upper(ResponseSignature.sign(body, "1", secret));
          assertThat(ResponseSignature.matches(body, "1", secret, response)).isTrue();
        });
  }

  @Test
  void signedHeadersVerify() {
    forSeeds(
        SEEDS,
        random -> {
          HeaderSignature signature = signature("POST", path(random), headers(random));
          String secret = random.nonEmptyText(255);
          assertThat(signature.matches(secret, signature.sign(secret))).isTrue();
          assertThat(signature.stringToSign()).doesNotContain("unsigned");
        });
  }

  @Test
  void oneChangedCharacterInAHeaderFails() {
    forSeeds(
        SEEDS,
        random -> {
          String path = path(random);
          String secret = random.nonEmptyText(255);
          Map<String, String> headers = headers(random);
          String name = headerName(random);
          String value = "v" + headerValue(random);
          headers.put(name, value);
          String sign = signature("POST", path, headers).sign(secret);
          char[] characters = value.toCharArray();
          int where = random.between(0, characters.length - 1);
          do {
            characters[where] ^= (char) random.between(1, 255);
          } while (characters[where] == '\n' || characters[where] == value.charAt(where));
          headers.put(name, new String(characters));
          assertThat(signature("POST", path, headers).matches(secret, sign)).isFalse();
        });
  }

  @Test
  void aChangedMethodPathSecretOrSignatureFails() {
    forSeeds(
        SEEDS,
        random -> {
          String path = path(random);
          Map<String, String> headers = headers(random);
          String secret = random.nonEmptyText(255);
          HeaderSignature signature = signature("POST", path, headers);
          String sign = signature.sign(secret);
          char[] characters = sign.toCharArray();
          characters[random.between(0, 27)] ^= 1;
          assertThat(signature.matches(secret, new String(characters))).isFalse();
          assertThat(signature.matches(secret + "x", sign)).isFalse();
          assertThat(signature("GET", path, headers).matches(secret, sign)).isFalse();
          assertThat(signature("POST", path + "x", headers).matches(secret, sign)).isFalse();
        });
  }

  @Test
  void bothOrdersOfHeadersVerify() {
    forSeeds(
        SEEDS,
        random -> {
          String secret = random.nonEmptyText(255);
          TreeMap<String, String> nested = new TreeMap<>(headers(random));
          nested.keySet().removeIf(name -> !name.contains("-") || name.startsWith("content-"));
          nested.remove("date");
          nested.put("dragonex-a", "1");
          nested.put("dragonex-a-b", "2");
          StringBuilder byKey = new StringBuilder("POST\n\n\n\n");
          nested.forEach((name, value) -> byKey.append(name + ":" + value + "\n"));
          byte[] content = byKey.append('/').toString().getBytes(StandardCharsets.ISO_8859_1);
          String sign = Base64.getEncoder().encodeToString(Digests.hmacSha1(secret, content));
          assertThat(signature("POST", "/", nested).matches(secret, sign)).isTrue();
          assertThat(signature("POST", "/", nested).sign(secret)).isNotEqualTo(sign);
        });
  }

  @Test
  void sortedParametersVerifyInAnyOrderAndNoOtherWay() {
    forSeeds(
        SEEDS,
        random -> {
          SortedMd5 flavour = random.oneOf(SortedMd5.values());
          String key = random.nonEmptyText(255);
          Map<String, String> parameters =
              random.map(6, () -> random.textOf(ALPHANUMERIC, 8), () -> random.text(20));
          parameters.put(random.textOf(ALPHANUMERIC, 8), random.text(20));
          String sign = flavour.sign(parameters, key);
          List<String> reversed = new ArrayList<>(parameters.keySet()).reversed();
          Map<String, String> same = new LinkedHashMap<>();
          reversed.forEach(name -> same.put(name, parameters.get(name)));
          assertThat(flavour.matches(same, key, sign)).isTrue();
          same.put(reversed.getFirst(), parameters.get(reversed.getFirst()) + "x");
          assertThat(flavour.matches(same, key, sign)).isFalse();
          assertThat(flavour.matches(parameters, key + "x", sign)).isFalse();
          flavour.redactedStringToSign(parameters);
        });
  }

  @Test
  void oneChangedByteBreaksTheSignature() {
    forSeeds(
        SEEDS,
        random -> {
          byte[] body = random.nonEmptyBytes(255);
          String key = random.nonEmptyText(255);
          String signature = ResponseSignature.sign(body, "1514794088", key);
          assertThat(signature).hasSize(8);
          assertThat(ResponseSignature.matches(body, "1514794088", key, signature)).isTrue();
          byte[] changed = random.withOneByteChanged(body);
          String hash = ContentSha1.of(body);
          assertThat(ContentSha1.matches(body, hash)).isTrue();
          assertThat(ContentSha1.matches(changed, hash)).isFalse();
          assertThat(ResponseSignature.matches(changed, "1514794088", key, signature)).isFalse();
        });
  }

  private static String path(RandomValues random) {
    return "/" + random.text('!', '~', 40);
  }

  private static Map<String, String> headers(RandomValues random) {
    return random.map(6, () -> headerName(random), () -> headerValue(random));
  }

  private static String headerName(RandomValues random) {
    return random.between(1, 5) == 1
        ? random.oneOf("date", "content-type", "content-sha1")
        : random.oneOf("dragonex-", "ones-") + random.textOf("abcz019-_", 6);
  }

  /** One character per byte, as they come over the wire; no line breaks. */
  private static String headerValue(RandomValues random) {
    return random.text(' ', '\u00ff', 20);
  }

  private static String upper(String digest) {
    return digest.toUpperCase(Locale.ROOT);
  }

  private static HeaderSignature signature(
      String method, String path, Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("x-other", List.of("unsigned"));
    return HeaderSignature.of(method, path, all, PREFIXES);
  }
}
