package io.berth.pay.checkout;

import io.berth.api.Caller;
import io.berth.api.Realm;
import io.berth.pay.Merchant;
import io.berth.pay.TestMode;
import io.berth.service.caller.CallerTokenProperties;
import io.berth.service.caller.CallerTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;

/** A user behind the gateway, which sends caller tokens of signed-in users. */
public final class Browser {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final CallerTokens GATEWAY =
      new CallerTokens(
          new CallerTokenProperties(
              "gateway",
              Map.of("pay-service", "Z2F0ZXdheS10by1wYXktc2VydmljZS1mb3ItdGVzdHM="),
              Map.of(),
              Set.of(),
              Map.of(),
              List.of(),
              true),
          Clock.systemUTC());

  private final WebTestClient client;
  private final String origin;
  private @Nullable Long uid;
  private String cookie = "";
  private String csrf = "";

  public Browser(int port) {
    origin = "http://127.0.0.1:" + port;
    client = WebTestClient.bindToServer().responseTimeout(Duration.ofSeconds(20)).build();
  }

  public Browser signedInAs(long user) {
    uid = user;
    return this;
  }

  public static String vouch(@Nullable Long uid) {
    Caller caller =
        uid != null && Realm.of(uid) == Realm.TEST
            ? TestMode.caller(Caller.Kind.PAGE, uid)
            : Merchant.caller(Caller.Kind.PAGE, uid);
    return GATEWAY.issue(caller, "pay-service");
  }

  public Seen opens(String address) {
    return seen(
        client
            .get()
            .uri(URI.create(origin + address))
            .header(CallerTokens.HEADER, vouch(uid))
            .header("Cookie", cookie)
            .exchange()
            .expectBody(String.class)
            .returnResult());
  }

  public Seen sends(String address, String... fields) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("_csrf", csrf);
    for (int i = 0; i < fields.length; i += 2) {
      form.add(fields[i], fields[i + 1]);
    }
    return seen(
        client
            .post()
            .uri(URI.create(origin + address))
            .header(CallerTokens.HEADER, vouch(uid))
            .header("Cookie", cookie)
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(BodyInserters.fromFormData(form))
            .exchange()
            .expectBody(String.class)
            .returnResult());
  }

  public Seen pays(String address, String code, String password) {
    return sends(address, "verification_code", code, "pay_password", password, "decision", "pay");
  }

  /** A form that no page of ours made. */
  Browser forgetsTheForm() {
    csrf = "forged";
    return this;
  }

  /** As a browser that keeps none. */
  Browser forgetsCookies() {
    cookie = "";
    return this;
  }

  private Seen seen(EntityExchangeResult<String> result) {
    ResponseCookie made = result.getResponseCookies().getFirst("berth-csrf");
    if (made != null) {
      cookie = "berth-csrf=" + made.getValue();
    }
    String html = result.getResponseBody() == null ? "" : result.getResponseBody();
    Matcher matcher = CSRF.matcher(html);
    if (matcher.find()) {
      csrf = matcher.group(1);
    }
    return new Seen(
        result.getStatus().value(),
        html,
        result.getResponseHeaders().getFirst("Location"),
        result.getResponseHeaders().getFirst("Content-Security-Policy"));
  }

  /** Answer that came back. */
  public record Seen(
      int status, String html, @Nullable String location, @Nullable String contentPolicy) {}
}
