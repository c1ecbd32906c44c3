package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.order.Order;
import io.berth.dialect.page.LoginFlow;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.PaymentFlow;
import io.berth.dialect.parameter.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Links that browsers arrive with, and where they are sent. */
record PageCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS =
      Set.of(
          "login-link",
          "authorization",
          "bad",
          "granted",
          "denied",
          "pay-link",
          "pay-code",
          "order",
          "redirect-url",
          "state",
          "paid",
          "visit",
          "entry");

  void run() {
    golden.allow(SECTIONS);
    if (golden.has("login-link")) {
      login(Objects.requireNonNull(world.dialect().pages().login()));
    } else if (golden.has("order")) {
      payment(Objects.requireNonNull(world.dialect().pages().payment()));
    } else {
      entry();
    }
  }

  private void login(LoginFlow login) {
    String query = octets(golden.section("login-link"));
    switch (login.read(query)) {
      case Parsed.Unreadable<AuthorizationRequest>(var refusal) ->
          assertThat(refusal.code().name()).isEqualTo(golden.section("bad"));
      case Parsed.Read<AuthorizationRequest>(AuthorizationRequest request) -> {
        assertThat(GoldenWorld.tree(request, AuthorizationRequest.class))
            .isEqualTo(GoldenWorld.tree(golden.section("authorization")));
        assertThat(login.appId(query)).isEqualTo(request.appId());
        redirects(login, request);
      }
    }
  }

  private void redirects(LoginFlow login, AuthorizationRequest request) {
    if (golden.has("granted")) {
      String[] lines = golden.section("granted").split("\n");
      String[] code = lines[0].split(" ");
      Instant expiresAt = Instant.parse(code[1]);
      assertThat(login.granted(request, code[0], expiresAt, world.platformUrls()))
          .isEqualTo(lines[1]);
    }
    if (golden.has("denied")) {
      assertThat(login.denied(request, world.platformUrls())).isEqualTo(golden.section("denied"));
    }
  }

  private void payment(PaymentFlow payment) {
    Order order = GoldenWorld.parse(golden.section("order"), Order.class);
    assertThat(payment.redirect(order, golden.section("redirect-url"), golden.section("state")))
        .isEqualTo(golden.section("paid"));
    if (golden.has("pay-link")) {
      assertThat(payment.payCode(golden.section("pay-link"))).isEqualTo(golden.section("pay-code"));
    }
  }

  /** {@code same|other} user, a language and perhaps a channel. */
  private void entry() {
    String[] visit = golden.section("visit").split(" ");
    Pages.EntryRequest parsed =
        new Pages.EntryRequest(
            visit[0].equals("other"),
            Locale.forLanguageTag(visit[1]),
            visit.length > 2 ? visit[2] : null);
    assertThat(world.dialect().pages().entry(world.app(), parsed, world.platformUrls()))
        .isEqualTo(golden.has("entry") ? golden.section("entry") : null);
  }

  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
