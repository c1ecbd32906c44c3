package io.berth.dialect;

import static io.berth.random.RandomValues.forSeeds;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.api.Authentication.Server;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.Secret;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import io.berth.dialect.parameter.PlainAmount;
import io.berth.random.RandomValues;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that every request gets a response and that only signed contents are accepted. */
class RequestPropertyTests {
  private static final Instant NOW = Instant.parse("2018-01-01T08:10:00Z");
  private static final String SECRET = "2721a56546de5baf9cfc4b5ceb3cc59f";
  private static final Dialect DIALECT = Dialects.installed().byId("dragonex");
  private static final App APP = app();
  private static final int SEEDS = 300;
  private static final String[] HEADERS = {
    "auth", "date", "content-type", "content-sha1", "at", "ts", "device"
  };
  private static final List<String> JSON_LIKE =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\"trade_no\"",
          "\"uid\"",
          "\"volume\"",
          "1e999999999",
          "9223372036854775808",
          "-0",
          "null",
          "true",
          "\\u0000",
          "\\ud800",
          "%",
          "%ff",
          "+",
          "&",
          "=",
          "redirect_url=",
          "?",
          "scopes=",
          "99999999999",
          "游");

  @Test
  void acceptsSignedRequests() {
    forSeeds(
        SEEDS,
        random -> {
          ApiRequest request = signed(headers(random), random.bytes(255));
          assertThat(authenticate(request)).isInstanceOf(Server.class);
        });
  }

  @Test
  void oneChangedByteOfTheBodyIsNot() {
    forSeeds(
        SEEDS,
        random -> {
          ApiRequest request = signed(Map.of(), random.nonEmptyBytes(255));
          ApiRequest tampered =
              new ApiRequest(
                  "POST",
                  request.path(),
                  null,
                  request.headers(),
                  random.withOneByteChanged(request.body()),
                  request.address());
          assertThat(authenticate(tampered))
              .isInstanceOfSatisfying(
                  Refused.class,
                  refused ->
                      assertThat(refused.refusal().code()).isEqualTo(ErrorCode.SIGNATURE_WRONG));
        });
  }

  @Test
  void anAddedOrRemovedSignedHeaderIsNot() {
    forSeeds(
        SEEDS,
        random -> {
          Map<String, String> extra = headers(random);
          ApiRequest request = signed(extra, new byte[0]);
          Map<String, List<String>> added = new HashMap<>(request.headers());
          added.put("dragonex-added-later", List.of(""));
          assertThat(authenticate(withHeaders(request, added))).isInstanceOf(Refused.class);
          for (String name : extra.keySet()) {
            Map<String, List<String>> removed = new HashMap<>(request.headers());
            removed.remove(name);
            assertThat(authenticate(withHeaders(request, removed))).isInstanceOf(Refused.class);
          }
        });
  }

  @Test
  void respondsToAnyHeaders() {
    forSeeds(
        SEEDS,
        random -> {
          String query = random.text(255);
          Map<String, List<String>> all = new HashMap<>();
          random
              .map(7, () -> random.oneOf(HEADERS), () -> headerValue(random))
              .forEach((name, value) -> all.put(name, List.of(value)));
          all.put("app-id", List.of(APP.appId()));
          for (Endpoint endpoint : DIALECT.api().endpoints()) {
            for (String method : endpoint.methods()) {
              ApiRequest request =
                  new ApiRequest(method, endpoint.path(), query, all, new byte[0], "127.0.0.1");
              assertThat(DIALECT.api().authenticate(request, endpoint, id -> APP, NOW))
                  .isNotInstanceOf(Server.class);
            }
          }
        });
  }

  @Test
  void anyBodyAndQueryIsReadOrRefused() {
    forSeeds(
        SEEDS,
        random -> {
          isReadOrRefused(random.bytes(255));
          isReadOrRefused(random.joined(12, JSON_LIKE).getBytes(StandardCharsets.UTF_8));
        });
  }

  private static void isReadOrRefused(byte[] body) {
    String query = new String(body, StandardCharsets.ISO_8859_1);
    Map<String, List<String>> headers = Map.of("content-type", List.of("application/json"));
    for (Dialect dialect : Dialects.installed().all()) {
      for (Endpoint endpoint : dialect.api().endpoints()) {
        for (String method : endpoint.methods()) {
          ApiRequest request =
              new ApiRequest(method, endpoint.path(), query, headers, body, "127.0.0.1");
          assertThat(endpoint.read(request, caller(dialect))).isNotNull();
        }
      }
      LoginFlow login = dialect.pages().login();
      if (login != null) {
        assertThat(login.read(query)).isNotNull();
        login.appId(query);
      }
      PaymentFlow payment = dialect.pages().payment();
      if (payment != null) {
        payment.payCode(query);
      }
    }
  }

  @Test
  void amountsAreReadExactlyOrNotAtAll() {
    forSeeds(SEEDS, random -> isReadExactlyOrNotAtAll(amountLike(random)));
  }

  private static void isReadExactlyOrNotAtAll(String text) {
    Params params = Params.ofJson(("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    BigDecimal amount = Amount.required("a", "").read(params);
    switch (params.read(() -> amount)) {
      case Parsed.Read<BigDecimal>(BigDecimal read) -> {
        assertThat(read).isPositive();
        assertThat(read).isEqualTo(new BigDecimal(text));
        assertThat(text).matches("[0-9.]+");
        assertThat(new BigDecimal(PlainAmount.of(read))).isEqualByComparingTo(read);
      }
      case Parsed.Unreadable<BigDecimal>(var refusal) ->
          assertThat(text).doesNotMatch("[1-9][0-9]{0,19}(\\.[0-9]{1,18})?");
    }
  }

  private static Map<String, String> headers(RandomValues random) {
    return random.map(
        5, () -> "dragonex-" + random.textOf("abcz019-_", 6), () -> random.text('!', '\u00ff', 20));
  }

  private static String headerValue(RandomValues random) {
    return random.from(
        () -> random.text(30),
        () -> random.oneOf("key", "key:", ":", "key:x", "1514794200", "-1", "99999999999"),
        () -> random.oneOf("Mon, 01 Jan 2018 08:08:08 GMT", "Tue, 01 Jan 2018 08:08:08 GMT"));
  }

  private static String amountLike(RandomValues random) {
    return random.from(
        () -> random.textOf("0123456789.", 24),
        () -> random.textOf("019.eE+-NaN ", 6),
        () -> random.decimal(6).toPlainString());
  }

  private static ApiRequest signed(Map<String, String> extra, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    extra.forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("app-id", List.of(APP.appId()));
    headers.put("content-type", List.of("application/json"));
    headers.put("date", List.of("Mon, 01 Jan 2018 08:08:08 GMT"));
    headers.put("content-sha1", List.of(ContentSha1.of(body)));
    String path = "/api/v1/login/do/";
    String sign = HeaderSignature.of("POST", path, headers, List.of("dragonex-")).sign(SECRET);
    headers.put("auth", List.of("key:" + sign));
    return new ApiRequest("POST", path, null, headers, body, "127.0.0.1");
  }

  private static ApiRequest withHeaders(ApiRequest request, Map<String, List<String>> headers) {
    return new ApiRequest(
        request.method(), request.path(), null, headers, request.body(), request.address());
  }

  private static Authentication authenticate(ApiRequest request) {
    Endpoint endpoint =
        DIALECT.api().endpoints().stream()
            .filter(candidate -> candidate.path().equals(request.path()))
            .findFirst()
            .orElseThrow();
    return DIALECT.api().authenticate(request, endpoint, id -> APP, NOW);
  }

  private static Caller caller(Dialect dialect) {
    return Caller.of(Caller.Kind.SERVER, "property").withApp(APP.appId(), dialect.id());
  }

  private static App app() {
    return new App(
        "appidfortest",
        "dragonex",
        new AppProfile(1, true, Map.of(), new AppCompany("testcompany", true, Map.of())),
        new AppAccounts(1000900, null),
        new AppLinks(List.of(), null, null),
        new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
        new App.Credentials(
            List.of(new App.AccessKey("key", new Secret(SECRET), true, List.of())),
            Map.of(),
            Map.of()));
  }
}
