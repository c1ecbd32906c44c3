package io.berth.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.parameter.Parsed;
import io.berth.signing.Algorithm;
import io.berth.signing.Encoding;
import io.berth.signing.SortedMd5;
import io.berth.signing.TimestampSignature;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the diagnoses of the protocols that sign forms. */
class FormSignatureDoctorTests {
  private static final String KEY = "an-app-key";
  private static final String CLIENT_SECRET = "c".repeat(39) + "1";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String SECONDS = Long.toString(NOW.getEpochSecond());

  /** In no order that means anything. */
  private static Map<String, String> egret() {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("time", SECONDS);
    sent.put("token", "tök en");
    sent.put("appId", TestApps.ID);
    sent.put("Zone", "");
    return sent;
  }

  private static ApiRequest form(String path, Map<String, String> sent) {
    String form =
        sent.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return new ApiRequest(
        "POST",
        path,
        null,
        Map.of("content-type", List.of("application/x-www-form-urlencoded")),
        form.getBytes(UTF_8),
        "127.0.0.1");
  }

  private static String md5(String text) {
    return Encoding.HEX.of(Algorithm.MD5.of("", text.getBytes(UTF_8)));
  }

  private static String pairs(Map<String, String> sent, String separator) {
    return sent.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(separator));
  }

  private static Arguments diagnosed(
      String what, Mistake mistake, String detail, Function<Map<String, String>, String> sign) {
    return Arguments.of(what, mistake, detail, sign);
  }

  static Stream<Arguments> egretMistakes() {
    return Stream.of(
        diagnosed("unsorted", Mistake.UNSORTED, "", sent -> md5(pairs(sent, "") + KEY)),
        diagnosed(
            "case ignored",
            Mistake.SORTED_IGNORING_CASE,
            "",
            sent -> {
              Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
              sorted.putAll(sent);
              return md5(pairs(sorted, "") + KEY);
            }),
        diagnosed(
            "empty left out",
            Mistake.EMPTY_LEFT_OUT,
            "",
            sent -> {
              sent.remove("Zone");
              return md5(pairs(new TreeMap<>(sent), "") + KEY);
            }),
        diagnosed(
            "sign signed",
            Mistake.SIGNATURE_INCLUDED,
            "",
            sent -> {
              sent.put("sign", "");
              return md5(pairs(new TreeMap<>(sent), "") + KEY);
            }),
        diagnosed(
            "escaped",
            Mistake.VALUES_ESCAPED,
            "",
            sent -> {
              sent.replaceAll((name, value) -> URLEncoder.encode(value, UTF_8));
              return md5(pairs(new TreeMap<>(sent), "") + KEY);
            }),
        diagnosed(
            "ampersands",
            Mistake.SEPARATOR,
            "&",
            sent -> md5(pairs(new TreeMap<>(sent), "&") + KEY)),
        diagnosed(
            "key first",
            Mistake.KEY_PLACE,
            "… + a=1b=2",
            sent -> md5(KEY + pairs(new TreeMap<>(sent), ""))),
        diagnosed(
            "as in wancms",
            Mistake.KEY_PLACE,
            "secret_key=…",
            sent -> SortedMd5.KEY_SORTED_IN.sign(sent, KEY)),
        diagnosed(
            "time not signed",
            Mistake.PARAMETER_LEFT_OUT,
            "time",
            sent -> {
              sent.remove("time");
              return SortedMd5.KEY_APPENDED.sign(sent, KEY);
            }),
        diagnosed(
            "milliseconds signed",
            Mistake.MILLISECONDS,
            "time",
            sent -> {
              sent.put("time", SECONDS + "000");
              return SortedMd5.KEY_APPENDED.sign(sent, KEY);
            }),
        diagnosed(
            "GBK",
            Mistake.CHARSET,
            "GBK",
            sent ->
                Encoding.HEX.of(
                    Algorithm.MD5.of(
                        "",
                        (pairs(new TreeMap<>(sent), "") + KEY).getBytes(Charset.forName("GBK"))))),
        diagnosed(
            "unsorted, in capitals",
            Mistake.UNSORTED,
            "",
            sent -> md5(pairs(sent, "") + KEY).toUpperCase(Locale.ROOT)),
        diagnosed(
            "key= appended",
            Mistake.KEY_PLACE,
            "a=1b=2key=…",
            sent -> md5(pairs(new TreeMap<>(sent), "") + "key=" + KEY)),
        diagnosed(
            "no key", Mistake.SECRET_LEFT_OUT, "", sent -> md5(pairs(new TreeMap<>(sent), ""))),
        diagnosed(
            "HMAC",
            Mistake.ALGORITHM,
            "HMAC-MD5",
            sent ->
                Encoding.HEX.of(
                    Algorithm.HMAC_MD5.of(KEY, pairs(new TreeMap<>(sent), "").getBytes(UTF_8)))),
        diagnosed(
            "Base64",
            Mistake.ENCODING,
            "Base64",
            sent ->
                Encoding.BASE64.of(
                    Algorithm.MD5.of("", (pairs(new TreeMap<>(sent), "") + KEY).getBytes(UTF_8)))),
        diagnosed(
            "SHA-1",
            Mistake.ALGORITHM,
            "SHA-1",
            sent ->
                Encoding.HEX.of(
                    Algorithm.SHA1.of("", (pairs(new TreeMap<>(sent), "") + KEY).getBytes(UTF_8)))),
        diagnosed(
            "former key",
            Mistake.SECRET_REPLACED,
            "app_key",
            sent -> SortedMd5.KEY_APPENDED.sign(sent, "former-app-key")),
        diagnosed(
            "other secret",
            Mistake.SECRET_OTHER,
            "client_secret",
            sent -> SortedMd5.KEY_APPENDED.sign(sent, CLIENT_SECRET)),
        diagnosed(
            "who knows",
            Mistake.UNEXPLAINED,
            "",
            sent -> SortedMd5.KEY_APPENDED.sign(sent, "no idea")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("egretMistakes")
  void diagnosesEgret(
      String what, Mistake mistake, String detail, Function<Map<String, String>, String> sign) {
    Map<String, String> sent = egret();
    sent.put("sign", sign.apply(egret()));
    Diagnosis diagnosis = TestApps.diagnose("egret", form("/v2/user/getInfo", sent), NOW);
    assertThat(diagnosis.mistake()).isEqualTo(mistake);
    assertThat(diagnosis.detail()).isEqualTo(detail);
    assertThat(diagnosis.toString())
        .doesNotContain(KEY, "former-app-key", CLIENT_SECRET)
        .doesNotContain(SortedMd5.KEY_APPENDED.sign(egret(), KEY));
  }

  @Test
  void egretMissesASignature() {
    assertThat(TestApps.diagnose("egret", form("/v2/user/getInfo", egret()), NOW))
        .isEqualTo(Diagnosis.of(Mistake.MISSING, "sign"));
  }

  @Test
  void egretKnowsALocalClock() {
    Map<String, String> sent = egret();
    sent.put("time", Long.toString(NOW.plusSeconds(8 * 3600).toEpochMilli()));
    sent.put("sign", "x");
    assertThat(TestApps.diagnose("egret", form("/v2/user/getInfo", sent), NOW))
        .isEqualTo(Diagnosis.of(Mistake.LOCAL_TIME, "+8"));
  }

  private static String sha1(String text) {
    return Encoding.HEX.of(Algorithm.SHA1.of("", text.getBytes(UTF_8)));
  }

  private static Arguments fomo(String what, Mistake mistake, String detail, String sign) {
    return Arguments.of(what, mistake, detail, sign);
  }

  static Stream<Arguments> fomoMistakes() {
    return Stream.of(
        fomo(
            "secret last",
            Mistake.KEY_PLACE,
            "timestamp + client_secret",
            sha1(SECONDS + CLIENT_SECRET)),
        fomo("a plus", Mistake.SEPARATOR, "+", sha1(CLIENT_SECRET + "+" + SECONDS)),
        fomo(
            "read twice",
            Mistake.TIME_CHANGED,
            "-2",
            TimestampSignature.sign(CLIENT_SECRET, Long.toString(NOW.getEpochSecond() - 2))),
        fomo(
            "milliseconds",
            Mistake.MILLISECONDS,
            "timestamp",
            TimestampSignature.sign(CLIENT_SECRET, SECONDS + "371")),
        fomo("MD5", Mistake.ALGORITHM, "MD5", md5(CLIENT_SECRET + SECONDS)),
        fomo(
            "Base64",
            Mistake.ENCODING,
            "Base64",
            Encoding.BASE64.of(Algorithm.SHA1.of("", (CLIENT_SECRET + SECONDS).getBytes(UTF_8)))),
        fomo(
            "former secret",
            Mistake.SECRET_REPLACED,
            "client_secret",
            TimestampSignature.sign("d".repeat(39) + "2", SECONDS)),
        fomo("no secret", Mistake.SECRET_LEFT_OUT, "", sha1(SECONDS)),
        fomo("key= appended", Mistake.SEPARATOR, "&key=", sha1(SECONDS + "&key=" + CLIENT_SECRET)),
        fomo(
            "HMAC",
            Mistake.ALGORITHM,
            "HMAC-SHA1",
            Encoding.HEX.of(Algorithm.HMAC_SHA1.of(CLIENT_SECRET, SECONDS.getBytes(UTF_8)))),
        fomo("who knows", Mistake.UNEXPLAINED, "", sha1("no idea")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fomoMistakes")
  void diagnosesFomo(String what, Mistake mistake, String detail, String sign) {
    Map<String, String> sent = fomo(SECONDS, sign);
    Diagnosis diagnosis =
        TestApps.diagnose("fomo", form("/fomo/oauth2/authorize/pay_user", sent), NOW);
    assertThat(diagnosis.mistake()).isEqualTo(mistake);
    assertThat(diagnosis.detail()).isEqualTo(detail);
    assertThat(diagnosis.toString())
        .doesNotContain(CLIENT_SECRET)
        .doesNotContain(TimestampSignature.sign(CLIENT_SECRET, SECONDS));
  }

  private static Map<String, String> fomo(String timestamp, String sign) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("client_id", TestApps.ID);
    sent.put("timestamp", timestamp);
    sent.put("sign", sign);
    return sent;
  }

  @ParameterizedTest
  @CsvSource({
    "1795255200000, MILLISECONDS, timestamp",
    "1795284000, LOCAL_TIME, +8",
    "1795254000, CLOCK, -1200"
  })
  void fomoKnowsTimes(String timestamp, Mistake mistake, String detail) {
    Map<String, String> sent = fomo(timestamp, "x");
    assertThat(TestApps.diagnose("fomo", form("/fomo/oauth2/authorize/pay_user", sent), NOW))
        .isEqualTo(Diagnosis.of(mistake, detail));
  }

  @ParameterizedTest
  @CsvSource({"0, SECRET_REPLACED", "1, SECRET_CASE", "2, SECRET_WHITESPACE", "3, UNEXPLAINED"})
  void fomoKnowsClientSecrets(int which, Mistake mistake) {
    String presented =
        List.of(
                "d".repeat(39) + "2",
                CLIENT_SECRET.toUpperCase(Locale.ROOT),
                CLIENT_SECRET + " ",
                "other")
            .get(which);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("client_id", TestApps.ID);
    sent.put("client_secret", presented);
    Diagnosis diagnosis =
        TestApps.diagnose("fomo", form("/fomo/oauth2/authorize/token", sent), NOW);
    assertThat(diagnosis.mistake()).isEqualTo(mistake);
    assertThat(diagnosis.toString()).doesNotContain(presented);
  }

  private static Arguments wancms(String what, Mistake mistake, String detail, String sign) {
    return Arguments.of(what, mistake, detail, sign);
  }

  private static Map<String, String> bill() {
    Map<String, String> bill = new TreeMap<>();
    bill.put("bill_no", "b1");
    bill.put("ext", "");
    bill.put("goods_name", "10 宝石");
    bill.put("open_id", "59991c0e35855a48bb1157295dd63ce4");
    bill.put("total_fee", "10");
    return bill;
  }

  static Stream<Arguments> wancmsMistakes() {
    Map<String, String> withoutExt = bill();
    withoutExt.remove("ext");
    Map<String, String> escaped = bill();
    escaped.replaceAll((name, value) -> URLEncoder.encode(value, UTF_8));
    return Stream.of(
        wancms(
            "the key last",
            Mistake.KEY_PLACE,
            "a=1&b=2&key=…",
            SortedMd5.KEY_LAST.sign(bill(), "a-pay-key")),
        wancms(
            "ext left out",
            Mistake.EMPTY_LEFT_OUT,
            "",
            SortedMd5.KEY_SORTED_IN.sign(withoutExt, "a-pay-key")),
        wancms(
            "escaped",
            Mistake.VALUES_ESCAPED,
            "",
            SortedMd5.KEY_SORTED_IN.sign(escaped, "a-pay-key")),
        wancms(
            "escaped, in capitals",
            Mistake.VALUES_ESCAPED,
            "",
            SortedMd5.KEY_SORTED_IN.sign(escaped, "a-pay-key").toUpperCase(Locale.ROOT)),
        wancms("no key", Mistake.SECRET_LEFT_OUT, "", md5(pairs(bill(), "&"))),
        wancms(
            "the login key",
            Mistake.SECRET_OTHER,
            "login_key",
            SortedMd5.KEY_SORTED_IN.sign(bill(), "a-login-key")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wancmsMistakes")
  void diagnosesWancms(String what, Mistake mistake, String detail, String sign) {
    Map<String, String> sent = bill();
    sent.put("sign", sign);
    GameFlow game = Dialects.installed().byId("wancms").pages().game();
    App app = TestApps.app("wancms");
    String openId = bill().get("open_id");
    Parsed<GameFlow.Purchase> refused = game.purchase(app, openId, sent, "n", NOW);
    assertThat(refused).isInstanceOf(Parsed.Unreadable.class);
    Diagnosis diagnosis =
        game.diagnose(app, openId, sent, ((Parsed.Unreadable<?>) refused).refusal(), NOW);
    assertThat(diagnosis.mistake()).isEqualTo(mistake);
    assertThat(diagnosis.detail()).isEqualTo(detail);
    assertThat(diagnosis.toString()).doesNotContain("a-pay-key", "a-login-key");
  }
}
