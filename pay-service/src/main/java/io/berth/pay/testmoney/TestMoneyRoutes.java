package io.berth.pay.testmoney;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.net.URI;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the form by which people in test give money to themselves; {@code /account/balances}. */
@Configuration(proxyBeanMethods = false)
class TestMoneyRoutes {

  private static final String BALANCES = "/account/balances";

  private final TestMoney money;
  private final Pages pages;

  TestMoneyRoutes(TestMoney money, Pages pages) {
    this.money = money;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> testMoneyRoute() {
    return RouterFunctions.route()
        .POST(
            BALANCES + "/test-money", request -> SignIn.require(request, uid -> give(request, uid)))
        .build();
  }

  private Mono<ServerResponse> give(ServerRequest request, long uid) {
    return Callers.of(request).realm() == Realm.TEST
        ? pages.form(request, fields -> give(request, uid, fields))
        : pages.error(request, HttpStatus.NOT_FOUND);
  }

  private Mono<ServerResponse> give(
      ServerRequest request, long uid, MultiValueMap<String, String> fields) {
    String coin = Objects.requireNonNullElse(fields.getFirst("coin"), "");
    String amount = Objects.requireNonNullElse(fields.getFirst("amount"), "").strip();
    return money
        .give(uid, AccountKind.COIN, coin, amount, Callers.of(request).requestId())
        .flatMap(problem -> pages.error(request, HttpStatus.BAD_REQUEST, problem))
        .switchIfEmpty(
            Mono.defer(
                () -> ServerResponse.seeOther(URI.create(BALANCES + "?done=given")).build()));
  }
}
