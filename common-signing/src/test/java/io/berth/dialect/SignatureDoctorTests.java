package io.berth.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.accesskey.AccessKeyDoctor;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.doctor.SignedText;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.Algorithm;
import io.berth.signing.ContentSha1;
import io.berth.signing.Encoding;
import io.berth.signing.HeaderSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the diagnoses of the AccessKey protocols. */
class SignatureDoctorTests {
  private static final String SECRET = "2721a56546de5baf9cfc4b5ceb3cc59f";
  private static final String KEY = "6b7ef684a6645325ae1505d5636cfb12";
  private static final String PATH = "/api/v1/pay/order/detail/";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final byte[] BODY = "{\"trade_no\": \"a/b\"}".getBytes(UTF_8);

  /** A request that its sender spoils before or after it was signed. */
  private static final class Sent {
    String method = "POST";
    String path = PATH;
    @Nullable String query;
    byte[] body = BODY;
    String key = KEY;
    String secret = SECRET;
    final Map<String, String> headers = new HashMap<>();
    UnaryOperator<String> text = text -> text;
    UnaryOperator<String> sign = sign -> sign;
    Algorithm algorithm = Algorithm.HMAC_SHA1;
    Encoding encoding = Encoding.BASE64;

    Sent() {
      headers.put("content-type", "application/json");
      headers.put("content-sha1", ContentSha1.of(BODY));
      headers.put("date", HttpDate.format(NOW));
      headers.put("host", "localhost:8080");
      headers.put("app-id", TestApps.ID);
    }

    Sent date(Instant date) {
      headers.put("date", HttpDate.format(date));
      return this;
    }

    Sent signs(UnaryOperator<String> other) {
      text = other;
      return this;
    }

    Sent signsDigest(byte[] other) {
      return signs(text -> text.replace(ContentSha1.of(BODY), ContentSha1.of(other)));
    }

    Sent digests(byte[] other) {
      headers.put("content-sha1", ContentSha1.of(other));
      return this;
    }

    ApiRequest request() {
      Map<String, List<String>> all = new HashMap<>();
      headers.forEach((name, value) -> all.put(name, List.of(value)));
      String signed =
          text.apply(HeaderSignature.of(method, path, all, List.of("dragonex-")).stringToSign());
      String signature = sign.apply(encoding.of(algorithm.of(secret, signed)));
      if (!headers.containsKey("auth")) {
        all.put("auth", List.of(key + ":" + signature));
      }
      return new ApiRequest(method, path, query, all, body, "127.0.0.1");
    }
  }

  private static Arguments diagnosed(
      String what, Mistake mistake, String detail, Consumer<Sent> spoilt) {
    return Arguments.of(what, mistake, detail, spoilt);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        diagnosed(
            "local time", Mistake.LOCAL_TIME, "+8", s -> s.date(NOW.plus(Duration.ofHours(8)))),
        diagnosed("India", Mistake.LOCAL_TIME, "+5:30", s -> s.date(NOW.plusSeconds(19_830))),
        diagnosed("west", Mistake.LOCAL_TIME, "-5", s -> s.date(NOW.minusSeconds(18_030))),
        diagnosed("a clock behind", Mistake.CLOCK, "-700", s -> s.date(NOW.minusSeconds(700))),
        diagnosed(
            "an ISO date",
            Mistake.DATE_FORM,
            "2026-11-21T10:00:00Z",
            s -> s.headers.put("date", "2026-11-21T10:00:00Z")),
        diagnosed("no date", Mistake.MISSING, "Date", s -> s.headers.remove("date")),
        diagnosed("no colon", Mistake.KEY_FORM, "", s -> s.headers.put("auth", "abc")),
        diagnosed("no Auth", Mistake.MISSING, "Auth", s -> s.headers.put("auth", "")),
        diagnosed(
            "key in capitals",
            Mistake.KEY_MISSPELT,
            KEY,
            s -> s.key = KEY.toUpperCase(Locale.ROOT)),
        diagnosed("a scheme before the key", Mistake.KEY_MISSPELT, KEY, s -> s.key = "HMAC " + KEY),
        diagnosed(
            "path with query",
            Mistake.QUERY_SIGNED,
            "",
            s -> {
              s.query = "a=1";
              s.signs(text -> text + "?a=1");
            }),
        diagnosed(
            "no slash",
            Mistake.PATH_CHANGED,
            PATH.substring(0, PATH.length() - 1),
            s -> s.signs(text -> text.substring(0, text.length() - 1))),
        diagnosed(
            "whole URL",
            Mistake.URL_SIGNED,
            "",
            s -> s.signs(text -> text.replace("/api", "http://localhost:8080/api"))),
        diagnosed(
            "method in lower case",
            Mistake.METHOD,
            "post",
            s -> s.signs(text -> text.replace("POST", "post"))),
        diagnosed(
            "another method",
            Mistake.METHOD,
            "GET",
            s -> s.signs(text -> text.replace("POST", "GET"))),
        diagnosed(
            "type without charset",
            Mistake.CONTENT_TYPE,
            "application/json",
            s -> {
              s.headers.put("content-type", "application/json; charset=UTF-8");
              s.signs(text -> text.replace("; charset=UTF-8", ""));
            }),
        diagnosed(
            "no type",
            Mistake.CONTENT_TYPE,
            "",
            s -> s.signs(text -> text.replace("application/json", ""))),
        diagnosed(
            "digest not signed",
            Mistake.CONTENT_SHA1_LEFT_OUT,
            "",
            s -> s.signs(text -> text.replace(ContentSha1.of(BODY), ""))),
        diagnosed(
            "digest signed, not sent",
            Mistake.BODY_OTHER,
            "",
            s -> {
              s.headers.remove("content-sha1");
              s.signs(text -> text.replace("POST\n", "POST\n" + ContentSha1.of(BODY)));
            }),
        diagnosed(
            "digest of nothing signed", Mistake.BODY_EMPTY, "", s -> s.signsDigest(new byte[0])),
        diagnosed(
            "compact body digested and signed",
            Mistake.BODY_RESERIALISED,
            "",
            s -> s.signsDigest("{\"trade_no\":\"a/b\"}".getBytes(UTF_8))),
        diagnosed(
            "compact body digested",
            Mistake.BODY_RESERIALISED,
            "",
            s -> s.digests("{\"trade_no\":\"a/b\"}".getBytes(UTF_8))),
        diagnosed(
            "a line feed digested",
            Mistake.BODY_RESERIALISED,
            "",
            s -> s.digests("{\"trade_no\": \"a/b\"}\n".getBytes(UTF_8))),
        diagnosed("an empty body digested", Mistake.BODY_EMPTY, "", s -> s.digests(new byte[0])),
        diagnosed(
            "other bytes digested", Mistake.BODY_OTHER, "", s -> s.digests("x".getBytes(UTF_8))),
        diagnosed(
            "digest in Base64",
            Mistake.BODY_DIGEST_FORM,
            "Base64",
            s -> s.headers.put("content-sha1", Encoding.BASE64.of(Algorithm.SHA1.of("", BODY)))),
        diagnosed(
            "a second later",
            Mistake.TIME_CHANGED,
            "1",
            s -> s.signs(text -> text.replace("10:00:00", "10:00:01"))),
        diagnosed(
            "a Date of the library's",
            Mistake.TIME_CHANGED,
            "-47",
            s -> s.signs(text -> text.replace("10:00:00", "09:59:13"))),
        diagnosed(
            "an ISO date signed",
            Mistake.DATE_FORM,
            "2026-11-21T10:00:00Z",
            s ->
                s.signs(
                    text -> text.replace("Sat, 21 Nov 2026 10:00:00 GMT", "2026-11-21T10:00:00Z"))),
        diagnosed(
            "base64url", Mistake.ENCODING, "Base64url", s -> s.encoding = Encoding.BASE64_URL),
        diagnosed(
            "base64url without padding",
            Mistake.ENCODING,
            "Base64url without =",
            s -> s.encoding = Encoding.BASE64_URL_UNPADDED),
        diagnosed(
            "key= appended", Mistake.KEY_PLACE, "…&key=…", s -> s.signs(t -> t + "&key=" + SECRET)),
        diagnosed("no key", Mistake.SECRET_LEFT_OUT, "", s -> s.secret = ""),
        diagnosed("no access key", Mistake.KEY_FORM, "", s -> s.headers.put("auth", ":c2lnbg==")),
        diagnosed("a plain digest", Mistake.ALGORITHM, "SHA-1", s -> s.algorithm = Algorithm.SHA1),
        diagnosed(
            "a plain digest with the secret",
            Mistake.ALGORITHM,
            "SHA-1",
            s -> {
              s.algorithm = Algorithm.SHA1;
              s.encoding = Encoding.HEX;
              s.signs(text -> text + SECRET);
            }),
        diagnosed(
            "local time signed",
            Mistake.LOCAL_TIME,
            "+8",
            s -> s.signs(text -> text.replace("10:00:00", "18:00:00"))),
        diagnosed(
            "empty lines left out",
            Mistake.EMPTY_LINES_LEFT_OUT,
            "",
            s -> {
              s.headers.remove("content-sha1");
              s.signs(text -> text.replace("\n\n", "\n"));
            }),
        diagnosed(
            "CRLF", Mistake.LINE_ENDINGS, "CRLF", s -> s.signs(text -> text.replace("\n", "\r\n"))),
        diagnosed(
            "a last line feed", Mistake.LINE_ENDINGS, "+ LF", s -> s.signs(text -> text + "\n")),
        diagnosed(
            "digest after type",
            Mistake.LINE_ORDER,
            "method, Content-Type, Content-Sha1, Date, path",
            s -> s.signs(text -> text.replaceFirst("\n(.*)\n(.*)\n", "\n$2\n$1\n"))),
        diagnosed(
            "extra headers left out",
            Mistake.EXTRA_HEADERS_LEFT_OUT,
            "",
            s -> {
              s.headers.put("dragonex-a", "1");
              s.signs(text -> text.replace("dragonex-a:1\n", ""));
            }),
        diagnosed(
            "extra headers unsorted",
            Mistake.EXTRA_HEADERS_UNSORTED,
            "",
            s -> {
              s.headers.put("dragonex-a", "1");
              s.headers.put("dragonex-b", "2");
              s.signs(
                  text -> text.replace("dragonex-a:1\ndragonex-b:2", "dragonex-b:2\ndragonex-a:1"));
            }),
        diagnosed("hex", Mistake.ENCODING, "hex", s -> s.encoding = Encoding.HEX),
        diagnosed(
            "base64 of hex",
            Mistake.ENCODING,
            "Base64 of hex",
            s -> s.encoding = Encoding.BASE64_OF_HEX),
        diagnosed(
            "escaped",
            Mistake.SIGNATURE_ESCAPED,
            "",
            s -> s.sign = sign -> sign.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")),
        diagnosed(
            "SHA-256", Mistake.ALGORITHM, "HMAC-SHA256", s -> s.algorithm = Algorithm.HMAC_SHA256),
        diagnosed(
            "another key's secret",
            Mistake.SECRET_OF_OTHER_KEY,
            "otherkey",
            s -> s.secret = "other-secret"),
        diagnosed(
            "the check key", Mistake.SECRET_OTHER, "resp_check_key", s -> s.secret = "testKey"),
        diagnosed("the access key", Mistake.SECRET_OTHER, "access_key", s -> s.secret = KEY),
        diagnosed(
            "a former check key",
            Mistake.SECRET_REPLACED,
            "resp_check_key",
            s -> s.secret = "formerKey"),
        diagnosed(
            "a line feed in the secret",
            Mistake.SECRET_WHITESPACE,
            "",
            s -> s.secret = SECRET + "\n"),
        diagnosed(
            "capitals in the secret",
            Mistake.SECRET_CASE,
            "",
            s -> s.secret = SECRET.toUpperCase(Locale.ROOT)),
        diagnosed("something else", Mistake.UNEXPLAINED, "", s -> s.secret = "no idea"),
        diagnosed("another address", Mistake.ADDRESS, "127.0.0.1", s -> s.key = "boundkey"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void namesTheMistake(String what, Mistake mistake, String detail, Consumer<Sent> spoilt) {
    Sent sent = new Sent();
    spoilt.accept(sent);
    Diagnosis diagnosis = TestApps.diagnose("dragonex", sent.request(), NOW);
    assertThat(diagnosis.mistake()).isEqualTo(mistake);
    assertThat(diagnosis.detail()).isEqualTo(detail);
    assertThat(diagnosis.toString())
        .doesNotContain(SECRET, "other-secret", "testKey", "formerKey")
        .doesNotContain(rightSignature(sent));
  }

  private static String rightSignature(Sent sent) {
    ApiRequest request = sent.request();
    return HeaderSignature.of(
            request.method(), request.path(), request.headers(), List.of("dragonex-"))
        .sign(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void theTextIsTheOneThatIsChecked(String method) {
    Sent sent = new Sent();
    sent.method = method;
    sent.headers.put("dragonex-b", "2");
    sent.headers.put("dragonex-a", "1");
    ApiRequest request = sent.request();
    SignedText text = new AccessKeyDoctor(List.of("dragonex-")).text(request);
    assertThat(text.under(""))
        .isEqualTo(
            HeaderSignature.of(method, PATH, request.headers(), List.of("dragonex-"))
                .stringToSign());
  }

  @Test
  void namesDifferencesLineByLine() {
    Sent sent = new Sent();
    sent.query = "a=1";
    sent.signs(text -> text + "?a=1");
    Diagnosis diagnosis = TestApps.diagnose("dragonex", sent.request(), NOW);
    assertThat(diagnosis.lines())
        .extracting(Diagnosis.Line::name)
        .containsExactly("method", "Content-Sha1", "Content-Type", "Date", "path");
    assertThat(diagnosis.lines())
        .filteredOn(Diagnosis.Line::differs)
        .containsExactly(new Diagnosis.Line("path", PATH, PATH + "?a=1"));
  }

  @Test
  void diagnosesOnes() {
    Sent sent = new Sent();
    sent.method = "GET";
    sent.path = "/v1/pay/prepay";
    byte[] raw = "trade_no=支付&redirect_url=http://h/p".getBytes(UTF_8);
    sent.query = new String(raw, ISO_8859_1);
    sent.headers.remove("content-sha1");
    sent.signs(text -> text + "?" + sent.query);
    ApiRequest request = sent.request();
    assertThat(TestApps.diagnose("ones", request, NOW).mistake()).isEqualTo(Mistake.QUERY_SIGNED);
  }

  @Test
  void frontEndsMixSecondsAndMillisecondsUp() {
    Map<String, List<String>> headers =
        Map.of(
            "app-id", List.of(TestApps.ID),
            "at", List.of("token"),
            "ts", List.of(Long.toString(NOW.toEpochMilli())));
    ApiRequest request = new ApiRequest("GET", PATH, null, headers, new byte[0], "127.0.0.1");
    assertThat(TestApps.diagnose("dragonex", request, NOW))
        .isEqualTo(Diagnosis.of(Mistake.MILLISECONDS, "ts"));
  }

  @Test
  void everyRefusalOfARightDialectHasADiagnosis() {
    for (ErrorCode code : ErrorCode.values()) {
      for (Dialect dialect : Dialects.installed().all()) {
        Authentication.Refused refused =
            new Authentication.Refused(io.berth.api.Outcome.Refusal.of(code), null, null);
        ApiRequest bare = new ApiRequest("POST", PATH, null, Map.of(), new byte[0], "::1");
        assertThat(dialect.api().diagnose(bare, refused, TestApps.app(dialect.id()), NOW))
            .as(dialect.id() + " " + code)
            .isNotNull();
      }
    }
  }
}
