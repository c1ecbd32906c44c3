package io.berth.pay.receipt;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.berth.api.AccountKind;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.AppNames;
import io.berth.pay.coin.Coins;
import io.berth.pay.receipt.OwnBalances.Movement;
import io.berth.pay.receipt.OwnTransfers.Filled;
import io.berth.service.caller.Callers;
import io.berth.service.key.Randomness;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /account/balances}: what a player has, what changed it, and moving it. */
@Configuration(proxyBeanMethods = false)
class BalanceRoutes {

  private static final String LIST = "/account/balances";
  private static final Set<String> DONE = Set.of("moved", "given");
  private static final int PAGE = 20;
  private static final int FORM_BYTES = 16;

  private final OwnBalances balances;
  private final OwnTransfers transfers;
  private final Apps apps;
  private final Coins coins;
  private final Pages pages;

  BalanceRoutes(OwnBalances balances, OwnTransfers transfers, Apps apps, Coins coins, Pages pages) {
    this.balances = balances;
    this.transfers = transfers;
    this.apps = apps;
    this.coins = coins;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> balanceRoute() {
    return RouterFunctions.route()
        .GET(LIST, request -> SignIn.require(request, uid -> list(request, uid, emptyForm(), null)))
        .POST(LIST, request -> SignIn.require(request, uid -> move(request, uid)))
        .GET(
            LIST + "/{kind}/{coin}",
            request -> SignIn.require(request, uid -> history(request, uid)))
        .build();
  }

  private static Filled emptyForm() {
    return new Filled(
        HexFormat.of().formatHex(Randomness.bytes(FORM_BYTES)), AccountKind.OPEN, "", "", "");
  }

  private Mono<ServerResponse> list(
      ServerRequest request, long uid, Filled form, @Nullable String problem) {
    return Mono.zip(balances.of(uid).collectList(), coins.all())
        .flatMap(
            both -> {
              List<OwnBalances.OwnBalance> own = both.getT1();
              Map<String, Object> model = new HashMap<>();
              model.put("balances", own);
              model.put(
                  "coins", own.stream().map(OwnBalances.OwnBalance::coin).distinct().toList());
              model.put("form", form);
              model.put("allCoins", both.getT2());
              if (problem != null) {
                model.put("problem", problem);
              }
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "balances.done." + done));
              return pages.render(request, "balances", model);
            });
  }

  private Mono<ServerResponse> move(ServerRequest request, long uid) {
    return pages.form(request, fields -> move(request, uid, filled(fields)));
  }

  /** Nothing is answered yet where the money was moved: reloading must not send the form again. */
  private Mono<ServerResponse> move(ServerRequest request, long uid, Filled form) {
    return transfers
        .move(form, Callers.of(request))
        .flatMap(problem -> list(request, uid, form, problem))
        .switchIfEmpty(
            Mono.defer(() -> ServerResponse.seeOther(URI.create(LIST + "?done=moved")).build()));
  }

  private static Filled filled(MultiValueMap<String, String> fields) {
    return new Filled(
        text(fields, "form"),
        kind(text(fields, "to")),
        text(fields, "coin"),
        text(fields, "amount").strip(),
        text(fields, "pay_password"));
  }

  private static String text(MultiValueMap<String, String> fields, String name) {
    return Objects.requireNonNullElse(fields.getFirst(name), "");
  }

  private static @Nullable AccountKind kind(String text) {
    return Arrays.stream(AccountKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElse(null);
  }

  /**
   * A movement as the page shows it.
   *
   * @param orderId of the receipt; null where there is none
   * @param app its name; null where it was no order
   */
  record Shown(
      long number, Instant time, BigDecimal change, @Nullable Long orderId, @Nullable String app) {}

  /** One more is read than shown, to know whether there are older ones. */
  private Mono<ServerResponse> history(ServerRequest request, long uid) {
    AccountKind kind = kind(request.pathVariable("kind"));
    String coin = request.pathVariable("coin");
    String before = request.queryParam("before").orElse("");
    long from = before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    return Mono.justOrEmpty(kind)
        .filterWhen(known -> balances.exists(uid, known, coin))
        .flatMap(known -> balances.movements(uid, known, coin, from, PAGE + 1).collectList())
        .flatMap(
            found -> {
              List<Movement> page = found.subList(0, Math.min(PAGE, found.size()));
              Map<String, @Nullable Object> model = new HashMap<>();
              model.put("kind", request.pathVariable("kind"));
              model.put("coin", coin);
              model.put("movements", page.stream().map(each -> shown(request, each)).toList());
              model.put("older", found.size() > PAGE ? page.getLast().number() : null);
              return pages.render(request, "balance", model);
            })
        .switchIfEmpty(Mono.defer(() -> pages.error(request, NOT_FOUND)));
  }

  private Shown shown(ServerRequest request, Movement movement) {
    Language language = Languages.of(request.exchange());
    String appId = movement.appId();
    App app = appId == null ? null : apps.find(appId);
    return new Shown(
        movement.number(),
        movement.time(),
        movement.change(),
        movement.orderId(),
        app == null ? appId : AppNames.in(app.profile().name(), language, app.publicId()));
  }
}
