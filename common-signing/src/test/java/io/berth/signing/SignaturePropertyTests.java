package io.berth.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** Tests that everything signed verifies, and that one changed byte anywhere does not. */
class SignaturePropertyTests {
  private static final List<String> PREFIXES = List.of("dragonex-", "ones-");

  @Property(tries = 300)
  void hexDigestsHaveEitherCase(@ForAll byte[] body, @ForAll @NotEmpty String secret) {
    Map<String, String> fields = Map.of("a", secret);
    for (SortedMd5 flavour : SortedMd5.values()) {
      String sign = flavour.sign(fields, secret).toUpperCase(Locale.ROOT);
      assertThat(flavour.matches(fields, secret, sign)).isTrue();
      assertThat(flavour.matches(fields, secret + "x", sign)).isFalse();
    }
    assertThat(ContentSha1.matches(body, ContentSha1.of(body).toUpperCase(Locale.ROOT))).isTrue();
    assertThat(
            TimestampSignature.matches(
                secret, "1", TimestampSignature.sign(secret, "1").toUpperCase(Locale.ROOT)))
        .isTrue();
    assertThat(
            ResponseSignature.matches(
                body,
                "1",
                secret,
                ResponseSignature.sign(body, "1", secret).toUpperCase(Locale.ROOT)))
        .isTrue();
  }

  @Property(tries = 300)
  void signedHeadersVerify(
      @ForAll("paths") String path,
      @ForAll("headers") Map<String, String> headers,
      @ForAll @NotEmpty String secret) {
    HeaderSignature signature = signature("POST", path, headers);
    String sign = signature.sign(secret);
    assertThat(signature.matches(secret, sign)).isTrue();
    assertThat(signature.stringToSign()).doesNotContain("unsigned");
  }

  @Property(tries = 300)
  void oneChangedCharacterInAHeaderFails(
      @ForAll("paths") String path,
      @ForAll("headers") @Size(min = 1) Map<String, String> headers,
      @ForAll @IntRange(max = 1000) int where,
      @ForAll @IntRange(min = 1, max = 255) int flip,
      @ForAll @NotEmpty String secret) {
    String sign = signature("POST", path, headers).sign(secret);
    List<String> names = new ArrayList<>(headers.keySet());
    String name = names.get(where % names.size());
    String value = headers.get(name);
    Assume.that(!value.isEmpty());
    char[] characters = value.toCharArray();
    characters[where % characters.length] ^= (char) flip;
    Assume.that(!new String(characters).contains("\n"));
    Map<String, String> changed = new HashMap<>(headers);
    changed.put(name, new String(characters));
    assertThat(signature("POST", path, changed).matches(secret, sign)).isFalse();
  }

  @Property(tries = 300)
  void aChangedMethodPathSecretOrSignatureFails(
      @ForAll("paths") String path,
      @ForAll("headers") Map<String, String> headers,
      @ForAll @IntRange(max = 27) int where,
      @ForAll @NotEmpty String secret) {
    HeaderSignature signature = signature("POST", path, headers);
    String sign = signature.sign(secret);
    char[] characters = sign.toCharArray();
    characters[where] ^= 1;
    assertThat(signature.matches(secret, new String(characters))).isFalse();
    assertThat(signature.matches(secret + "x", sign)).isFalse();
    assertThat(signature("GET", path, headers).matches(secret, sign)).isFalse();
    assertThat(signature("POST", path + "x", headers).matches(secret, sign)).isFalse();
  }

  @Property(tries = 300)
  void bothOrdersOfHeadersVerify(
      @ForAll("headers") Map<String, String> headers, @ForAll @NotEmpty String secret) {
    TreeMap<String, String> nested = new TreeMap<>(headers);
    nested.keySet().removeIf(name -> !name.contains("-") || name.startsWith("content-"));
    nested.remove("date");
    nested.put("dragonex-a", "1");
    nested.put("dragonex-a-b", "2");
    StringBuilder byKey = new StringBuilder("POST\n\n\n\n");
    nested.forEach((name, value) -> byKey.append(name).append(':').append(value).append('\n'));
    byte[] content = byKey.append('/').toString().getBytes(StandardCharsets.ISO_8859_1);
    String sign = Base64.getEncoder().encodeToString(Digests.hmacSha1(secret, content));
    assertThat(signature("POST", "/", nested).matches(secret, sign)).isTrue();
    assertThat(signature("POST", "/", nested).sign(secret)).isNotEqualTo(sign);
  }

  @Property(tries = 300)
  void sortedParametersVerifyInAnyOrderAndNoOtherWay(
      @ForAll("parameters") @Size(min = 1) Map<String, String> parameters,
      @ForAll @NotEmpty String key,
      @ForAll SortedMd5 flavour) {
    String sign = flavour.sign(parameters, key);
    List<String> reversed = new ArrayList<>(parameters.keySet()).reversed();
    Map<String, String> same = new LinkedHashMap<>();
    reversed.forEach(name -> same.put(name, parameters.get(name)));
    assertThat(flavour.matches(same, key, sign)).isTrue();
    same.put(reversed.getFirst(), parameters.get(reversed.getFirst()) + "x");
    assertThat(flavour.matches(same, key, sign)).isFalse();
    assertThat(flavour.matches(parameters, key + "x", sign)).isFalse();
    flavour.redactedStringToSign(parameters);
  }

  @Property(tries = 300)
  void oneChangedByteBreaksTheSignature(
      @ForAll @NotEmpty byte[] body,
      @ForAll @IntRange(max = 1000) int where,
      @ForAll @IntRange(min = 1, max = 255) int flip,
      @ForAll @NotEmpty String key) {
    String signature = ResponseSignature.sign(body, "1514794088", key);
    assertThat(signature).hasSize(8);
    assertThat(ResponseSignature.matches(body, "1514794088", key, signature)).isTrue();
    byte[] changed = body.clone();
    changed[where % changed.length] ^= (byte) flip;
    String hash = ContentSha1.of(body);
    assertThat(ContentSha1.matches(body, hash)).isTrue();
    assertThat(ContentSha1.matches(changed, hash)).isFalse();
    assertThat(ResponseSignature.matches(changed, "1514794088", key, signature)).isFalse();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(40).map(text -> "/" + text);
  }

  /** Values of one character per byte, as they come over the wire; no line breaks. */
  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> extra =
        Arbitraries.strings()
            .withChars("abcz019-_")
            .ofMinLength(1)
            .ofMaxLength(6)
            .flatMap(tail -> Arbitraries.of("dragonex-" + tail, "ones-" + tail));
    Arbitrary<String> fixed = Arbitraries.of("date", "content-type", "content-sha1");
    Arbitrary<String> names = Arbitraries.frequencyOf(Tuple.of(4, extra), Tuple.of(1, fixed));
    Arbitrary<String> values = Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(20);
    return Arbitraries.maps(names, values).ofMaxSize(6);
  }

  @Provide
  Arbitrary<Map<String, String>> parameters() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().numeric().withChars('_').ofMinLength(1).ofMaxLength(8);
    return Arbitraries.maps(names, Arbitraries.strings().ofMaxLength(20)).ofMaxSize(6);
  }

  private static HeaderSignature signature(
      String method, String path, Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("x-other", List.of("unsigned"));
    return HeaderSignature.of(method, path, all, PREFIXES);
  }
}
