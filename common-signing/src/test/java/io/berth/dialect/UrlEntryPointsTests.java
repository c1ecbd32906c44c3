package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.contract.OddUrl;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every place where somebody gives a dialect a URL takes and refuses the same ones. */
class UrlEntryPointsTests {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final PlatformUrls HERE = new PlatformUrls("https://berth.example");
  private static final String OPEN_ID = "59991c0e35855a48bb1157295dd63ce4";
  private static final Caller SERVER =
      Caller.of(Caller.Kind.SERVER, "request-1").withApp(TestApps.ID, "fomo").withScopes(Set.of(5));

  static Stream<OddUrl> legal() {
    return OddUrl.of("legal");
  }

  static Stream<OddUrl> bare() {
    return OddUrl.of("bare");
  }

  static Stream<OddUrl> broken() {
    return OddUrl.of("broken");
  }

  @ParameterizedTest
  @MethodSource("legal")
  void legalOnesAreTakenAndFollowed(OddUrl odd) {
    String url = odd.given();
    assertThat(login("dragonex", encodedLink("device_01", url))).isTrue();
    assertThat(login("ones", encodedLink("h5app", url))).isTrue();
    assertThat(url.contains("%") || login("ones", rawLink(url))).isTrue();
    payment("dragonex", url);
    payment("ones", url);
    assertThat(isSetting("wancms", "game_url", url)).isTrue();
    assertThat(isSetting("egret", "game_url", url)).isTrue();
    assertThat(isSetting("fomo", "redirect_uri", url)).isTrue();
    game("wancms", url);
    game("egret", url);
    entry(url);
    for (String dialect : List.of("dragonex", "ones", "egret")) {
      assertThat(callback(dialect, url)).hasToString(odd.result());
    }
    assertThat(callback("wancms", url)).asString().startsWith(beforeQuery(odd.result()));
    assertThat(isServerUri(url)).isTrue();
    assertThat(callback("fomo", url)).hasToString(odd.result());
  }

  @ParameterizedTest
  @MethodSource("bare")
  void fomoMissesNoScheme(OddUrl odd) {
    assertThat(isSetting("fomo", "redirect_uri", odd.given())).isTrue();
    assertThat(isServerUri(odd.given())).isTrue();
    assertThat(callback("fomo", odd.given())).hasToString(odd.result());
    assertThat(isSetting("wancms", "game_url", odd.given())).isFalse();
    assertThat(login("dragonex", encodedLink("device_01", odd.given()))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenOnesAreRefusedWhenTheyAreGiven(OddUrl odd) {
    String url = odd.given();
    if (isOctets(url)) {
      assertThat(login("dragonex", encodedLink("device_01", url))).isFalse();
      assertThat(login("ones", encodedLink("h5app", url))).isFalse();
      assertThat(!url.contains("%") && login("ones", rawLink(url))).isFalse();
    }
    assertThat(isSetting("wancms", "game_url", url)).isFalse();
    assertThat(isSetting("egret", "game_url", url)).isFalse();
    // What was stored before such were refused fails nobody else.
    for (String dialect : List.of("dragonex", "ones", "egret", "wancms")) {
      assertThat(callback(dialect, url)).isNull();
    }
    assertThat(
            Dialects.installed()
                .byId("dragonex")
                .pages()
                .entry(app("dragonex", url), request(), HERE))
        .isNull();
    if (!odd.result().equals("SCHEME")) {
      assertThat(isSetting("fomo", "redirect_uri", url)).isFalse();
      assertThat(isOctets(url) && isServerUri(url)).isFalse();
      assertThat(callback("fomo", url)).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("mailPorts")
  void whatIsNeverCalledIsNoServerUri(String url) {
    assertThat(isServerUri(url)).isFalse();
  }

  static Stream<String> mailPorts() {
    return Stream.of("http://h.example:25/p", "h.example:22", "https://h.example:1/");
  }

  /** No octets stand for half a surrogate pair. */
  private static boolean isOctets(String url) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(url);
  }

  private static Dialect dialect(String id) {
    return Objects.requireNonNull(Dialects.installed().byId(id));
  }

  private static App app(String dialect, String url) {
    JsonNode text = JsonMapper.shared().valueToTree(url);
    return TestApps.with(TestApps.app(dialect), url, Map.of("game_url", text));
  }

  private static String encodedLink(String device, String url) {
    return link(device) + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  /** Octets as the gateway gets them. */
  private static String rawLink(String url) {
    byte[] octets = url.getBytes(StandardCharsets.UTF_8);
    return link("h5app") + new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static String link(String device) {
    return "app_id="
        + TestApps.ID
        + "&scopes=1&state=state_0001&device="
        + device
        + "&redirect_url=";
  }

  /** Whether a link is followed where its URL is registered; then it must be possible. */
  private static boolean login(String dialect, String link) {
    LoginFlow login = Objects.requireNonNull(dialect(dialect).pages().login());
    return switch (login.read(link)) {
      case Parsed.Unreadable<AuthorizationRequest> _ -> false;
      case Parsed.Read<AuthorizationRequest>(AuthorizationRequest asked) -> {
        if (!RedirectUrl.isRegistered(asked.redirectUrl(), List.of(asked.redirectUrl()))) {
          yield false;
        }
        canBeFollowed(login.granted(asked, "code", NOW, HERE));
        canBeFollowed(login.denied(asked, HERE));
        yield true;
      }
    };
  }

  private static void payment(String dialect, String url) {
    PaymentFlow payment = Objects.requireNonNull(dialect(dialect).pages().payment());
    canBeFollowed(payment.redirect(order(url), url, "state_0001"));
  }

  private static boolean isSetting(String dialect, String name, String url) {
    JsonNode text = JsonMapper.shared().valueToTree(url);
    return dialect(dialect).settings().stream()
        .filter(setting -> setting.name().equals(name))
        .allMatch(setting -> setting.problem().apply(text) == null);
  }

  private static void game(String dialect, String url) {
    GameFlow game = Objects.requireNonNull(dialect(dialect).pages().game());
    canBeFollowed(
        game.frame(
            app(dialect, url),
            new GameFlow.Entrance("1001", "9166", true),
            new GameFlow.Player(OPEN_ID, false),
            HERE));
  }

  private static void entry(String url) {
    canBeFollowed(dialect("dragonex").pages().entry(app("dragonex", url), request(), HERE));
  }

  private static Pages.EntryRequest request() {
    return new Pages.EntryRequest(false, Locale.ENGLISH, null);
  }

  private static void canBeFollowed(@Nullable String url) {
    assertThat(url).isNotNull().matches("[!-~]+");
    assertThat(URI.create(url).getRawQuery()).isNotEmpty();
  }

  private static @Nullable HttpUrl callback(String dialect, String url) {
    OrderEvent event =
        new OrderEvent("event-0001", 1, OrderEvent.Kind.SETTLED, order(url), NOW, "request-1");
    Callbacks.Message message = dialect(dialect).callbacks().message(event, app(dialect, url), NOW);
    return message == null ? null : message.url();
  }

  private static Order order(String serverUri) {
    return new Order(
        71,
        TestApps.ID,
        "T_1",
        OPEN_ID,
        1_000_000L,
        1,
        "usdt",
        BigDecimal.ONE,
        BigDecimal.ZERO,
        Direction.USER_TO_APP,
        AccountKind.COIN,
        OrderStatus.PAID,
        NOW,
        NOW,
        null,
        Map.of("server_uri", serverUri));
  }

  private static boolean isServerUri(String url) {
    return serverUri("oauth2/resource/pre_pay", "1", url)
        && serverUri("oauth2/authorize/pay_user", "2", url);
  }

  private static boolean serverUri(String path, String direction, String url) {
    Map<String, String> form =
        Map.ofEntries(
            Map.entry("direction", direction),
            Map.entry("trade_id", "T_1"),
            Map.entry("amount", "1"),
            Map.entry("coin_id", "1"),
            Map.entry("user_id", "1000000"),
            Map.entry("wallet_pwd", "secret"),
            Map.entry("server_uri", url),
            Map.entry("redirect_uri", "wenjing.com/back.php"),
            Map.entry("state", "state"),
            Map.entry("scope", "paytoken"),
            Map.entry("response_type", "code"));
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Predicate<Endpoint> at = endpoint -> endpoint.path().equals("/fomo/" + path);
    Endpoint endpoint =
        dialect("fomo").api().endpoints().stream().filter(at).findFirst().orElseThrow();
    ApiRequest request =
        new ApiRequest(
            "POST",
            endpoint.path(),
            null,
            Map.of("content-type", List.of("application/x-www-form-urlencoded")),
            body.getBytes(StandardCharsets.US_ASCII),
            "127.0.0.1");
    return switch (endpoint.read(request, SERVER)) {
      case Parsed.Read<?> _ -> true;
      case Parsed.Unreadable<?>(var refusal) -> {
        assertThat(refusal.detail()).matches("server_uri.*|NUL in a parameter");
        yield false;
      }
    };
  }

  private static String beforeQuery(String url) {
    return url.split("[?#]", 2)[0];
  }
}
