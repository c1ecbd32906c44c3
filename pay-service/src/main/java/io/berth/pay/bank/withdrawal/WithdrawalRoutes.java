package io.berth.pay.bank.withdrawal;

import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.berth.pay.bank.BankForm;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.Ibans;
import io.berth.pay.bank.LivePages;
import io.berth.pay.bank.WithdrawalProperties;
import io.berth.service.caller.Callers;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /account/withdrawals}: the form, and the person's withdrawals. */
@Configuration(proxyBeanMethods = false)
class WithdrawalRoutes {
  private static final String PATH = "/account/withdrawals";
  private static final int SHOWN = 20;
  private static final String KEY = "[0-9a-f-]{36}";

  private final Withdrawals withdrawals;
  private final WithdrawalRequest requests;
  private final WithdrawalProperties properties;
  private final BankRates rates;
  private final BankProperties bank;
  private final Pages pages;

  WithdrawalRoutes(
      Withdrawals withdrawals,
      WithdrawalRequest requests,
      WithdrawalProperties properties,
      BankRates rates,
      BankProperties bank,
      Pages pages) {
    this.withdrawals = withdrawals;
    this.requests = requests;
    this.properties = properties;
    this.rates = rates;
    this.bank = bank;
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> withdrawalRoute() {
    return RouterFunctions.route()
        .GET(
            PATH,
            request ->
                SignIn.require(
                    request, uid -> show(request, uid, new LinkedMultiValueMap<>(), null)))
        .POST(PATH, request -> SignIn.require(request, uid -> submit(request, uid)))
        .filter(LivePages.only(pages))
        .build();
  }

  /**
   * @param problem key of a message
   */
  private Mono<ServerResponse> show(
      ServerRequest request,
      long uid,
      MultiValueMap<String, String> form,
      @Nullable String problem) {
    if (!bank.isOn() || !properties.enabled()) {
      return pages.error(request, NOT_FOUND);
    }
    return Mono.zip(
            rates.all().map(BankForm.Offer::of).collectList(),
            withdrawals.of(uid, SHOWN).map(WithdrawalView::new).collectList())
        .flatMap(
            both -> {
              Map<String, @Nullable Object> model = new HashMap<>();
              model.put("offers", both.getT1());
              model.put("withdrawals", both.getT2());
              model.put("currency", bank.currency());
              model.put("daily", properties.dailyAmount().toPlainString());
              model.put("count", properties.dailyCount());
              model.put("key", UUID.randomUUID().toString());
              for (String field : new String[] {"coin", "amount", "iban", "holder"}) {
                model.put(field, BankForm.text(form, field));
              }
              model.put("problem", problem);
              return pages.render(
                  request, problem == null ? OK : UNPROCESSABLE_CONTENT, "withdrawals", model);
            });
  }

  private Mono<ServerResponse> submit(ServerRequest request, long uid) {
    return pages.form(
        request,
        form -> {
          if (!bank.isOn() || !properties.enabled() || !BankForm.text(form, "key").matches(KEY)) {
            return pages.error(request, NOT_FOUND);
          }
          return requests
              .submit(uid, typed(form), Callers.of(request))
              .flatMap(wrong -> show(request, uid, form, "withdrawals.problem." + wrong))
              .switchIfEmpty(Mono.defer(() -> ServerResponse.seeOther(URI.create(PATH)).build()));
        });
  }

  private static WithdrawalRequest.Typed typed(MultiValueMap<String, String> form) {
    return new WithdrawalRequest.Typed(
        BankForm.text(form, "key"),
        BankForm.text(form, "coin"),
        BankForm.amount(form),
        Ibans.normalized(BankForm.text(form, "iban")),
        BankForm.text(form, "holder"),
        Objects.requireNonNullElse(form.getFirst("pay_password"), ""));
  }
}
