package io.berth.pay.bank.topup;

import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.berth.pay.bank.BankForm;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.Ibans;
import io.berth.pay.bank.LivePages;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /account/top-ups}: the form and a list, and for each a page that says how to pay. */
@Configuration(proxyBeanMethods = false)
class TopUpRoutes {
  private static final String LIST = "/account/top-ups";
  private static final int SHOWN = 20;

  private final TopUps topUps;
  private final BankRates rates;
  private final BankProperties bank;
  private final Pages pages;

  TopUpRoutes(TopUps topUps, BankRates rates, BankProperties bank, Pages pages) {
    this.topUps = topUps;
    this.rates = rates;
    this.bank = bank;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> topUpRoute() {
    return RouterFunctions.route()
        .GET(LIST, request -> SignIn.require(request, uid -> list(request, uid, "", "", null)))
        .POST(LIST, request -> SignIn.require(request, uid -> submit(request, uid)))
        .GET(
            LIST + "/{id:[0-9]{1,18}}",
            request -> SignIn.require(request, uid -> one(request, uid)))
        .filter(LivePages.only(pages))
        .build();
  }

  /**
   * @param problem key of a message
   */
  private Mono<ServerResponse> list(
      ServerRequest request, long uid, String coin, String amount, @Nullable String problem) {
    return Mono.zip(
            rates.all().map(BankForm.Offer::of).collectList(),
            topUps.of(uid, SHOWN).map(TopUpView::new).collectList())
        .flatMap(
            both -> {
              Map<String, @Nullable Object> model = new HashMap<>();
              model.put("offers", both.getT1());
              model.put("topUps", both.getT2());
              model.put("currency", bank.currency());
              model.put("chosen", coin);
              model.put("amount", amount);
              model.put("problem", problem);
              return pages.render(
                  request, problem == null ? OK : UNPROCESSABLE_CONTENT, "top-ups", model);
            });
  }

  private Mono<ServerResponse> one(ServerRequest request, long uid) {
    return topUps
        .find(Long.parseLong(request.pathVariable("id")))
        .filter(found -> found.uid() == uid)
        .flatMap(
            found ->
                pages.render(
                    request,
                    "top-up",
                    Map.of(
                        "topUp", new TopUpView(found),
                        "holder", bank.holder(),
                        "iban", Ibans.grouped(bank.iban()),
                        "bic", bank.bic(),
                        "bank", bank.bank())))
        .switchIfEmpty(Mono.defer(() -> pages.error(request, NOT_FOUND)));
  }

  private Mono<ServerResponse> submit(ServerRequest request, long uid) {
    return pages.form(request, form -> add(request, uid, form));
  }

  private Mono<ServerResponse> add(
      ServerRequest request, long uid, MultiValueMap<String, String> form) {
    String coin = BankForm.text(form, "coin");
    String typed = BankForm.text(form, "amount");
    BigDecimal amount = BankForm.amount(form);
    return rates
        .of(coin)
        .flatMap(
            rate ->
                bank.fits(amount) && rate.coins(amount).signum() > 0
                    ? topUps
                        .add(uid, rate, amount)
                        .flatMap(id -> seeOther(LIST + '/' + id))
                        .switchIfEmpty(
                            Mono.defer(
                                () -> list(request, uid, coin, typed, "top-ups.problem.too-many")))
                    : list(request, uid, coin, typed, "top-ups.problem.amount"))
        .switchIfEmpty(Mono.defer(() -> list(request, uid, coin, typed, "top-ups.problem.coin")));
  }

  private static Mono<ServerResponse> seeOther(String path) {
    return ServerResponse.seeOther(URI.create(path)).build();
  }
}
