package io.berth.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

class CsrfTests {
  private final Csrf csrf = csrf(1, true);

  @Test
  void bindsItsCookieToTheHostWhereThereIsTls() {
    MockServerWebExchange exchange = exchange(null);
    String field = csrf.field(exchange);
    ResponseCookie cookie = exchange.getResponse().getCookies().getFirst("__Host-berth-csrf");
    assertThat(cookie).isNotNull();
    assertThat(cookie.isSecure()).isTrue();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getPath()).isEqualTo("/");
    assertThat(cookie.getDomain()).isNull();
    assertThat(cookie.getSameSite()).isEqualTo("Lax");
    assertThat(Base64.getUrlDecoder().decode(cookie.getValue())).hasSize(16);
    assertThat(field).doesNotContain(cookie.getValue());
    assertThat(valid(csrf, cookie.getValue(), field)).isTrue();
  }

  @Test
  void givesAllFormsOfAPageTheSameFieldAndOneCookie() {
    MockServerWebExchange exchange = exchange(null);
    assertThat(csrf.field(exchange)).isEqualTo(csrf.field(exchange));
    assertThat(exchange.getResponse().getCookies()).hasSize(1);
  }

  @Test
  void keepsAGoodCookieAndReplacesABadOne() {
    MockServerWebExchange good = exchange("AAAAAAAAAAAAAAAAAAAAAA");
    csrf.field(good);
    assertThat(good.getResponse().getCookies()).isEmpty();
    MockServerWebExchange bad = exchange("chosen-by-somebody");
    csrf.field(bad);
    assertThat(bad.getResponse().getCookies()).hasSize(1);
  }

  @Test
  void acceptsFormsOfOtherServicesWithTheSameKeyAndNoOthers() {
    String cookie = "AAAAAAAAAAAAAAAAAAAAAA";
    String field = csrf(1, true).field(exchange(cookie));
    assertThat(valid(csrf, cookie, field)).isTrue();
    assertThat(valid(csrf, cookie, csrf(2, true).field(exchange(cookie)))).isFalse();
    assertThat(valid(csrf, "BAAAAAAAAAAAAAAAAAAAAA", field)).isFalse();
    assertThat(valid(csrf, cookie, null)).isFalse();
    assertThat(valid(csrf, cookie, "")).isFalse();
    assertThat(valid(csrf, cookie, cookie)).isFalse();
    assertThat(valid(csrf, null, field)).isFalse();
  }

  @Test
  void namesBlockedCookiesAsTheCause() {
    String cookie = "AAAAAAAAAAAAAAAAAAAAAA";
    String field = csrf.field(exchange(cookie));
    assertThat(problem(cookie, field)).isNull();
    assertThat(problem(cookie, "forged")).isEqualTo("common.form.expired");
    assertThat(problem(null, field)).isEqualTo("common.form.no-cookie");
    assertThat(problem("", field)).isEqualTo("common.form.no-cookie");
  }

  private String problem(String cookie, String field) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add(Csrf.FIELD, field);
    return csrf.problem(ServerRequest.create(exchange(cookie), List.of()), form);
  }

  private static boolean valid(Csrf csrf, String cookie, String field) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    if (field != null) {
      form.add(Csrf.FIELD, field);
    }
    return csrf.valid(ServerRequest.create(exchange(cookie), List.of()), form);
  }

  private static MockServerWebExchange exchange(String cookie) {
    MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/form");
    if (cookie != null) {
      request.cookie(new HttpCookie("__Host-berth-csrf", cookie));
    }
    return MockServerWebExchange.from(request);
  }

  private static Csrf csrf(int fill, boolean secure) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return new Csrf(new PageProperties(Base64.getEncoder().encodeToString(key), Map.of()), secure);
  }
}
