package io.berth.console.operator;

import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.console.page.Amount;
import io.berth.console.page.Form;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists coins and sets their prices. */
@Configuration(proxyBeanMethods = false)
class CoinRoutes {
  private static final String PATH = "/console/operator/coins";

  private final OperatorPages pages;

  CoinRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> operatedCoins() {
    return RouterFunctions.route()
        .GET(PATH, request -> list(request, new Form(new LinkedMultiValueMap<>()), Map.of()))
        .POST(PATH, request -> pages.console().form(request, form -> set(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(
      ServerRequest request, Form form, Map<String, String> problems) {
    return pages.ask(
        request,
        new ReadAllCoins(),
        BalanceOutcome.Coins.class,
        coins -> {
          Map<String, Object> model = new HashMap<>();
          model.put("coins", coins.coins());
          model.put("form", form);
          return pages.show(request, "coins", model, problems);
        });
  }

  private Mono<ServerResponse> set(ServerRequest request, Form form) {
    String price = form.text("priceUsdt");
    BigDecimal read = Amount.read(price);
    String wrong =
        !form.text("id").matches("[1-9][0-9]{0,8}")
            ? "id"
            : !form.text("decimals").matches("[0-9]|1[0-8]")
                ? "decimals"
                : !price.isEmpty() && read == null ? "priceUsdt" : "";
    if (!wrong.isEmpty()) {
      Outcome.Invalid malformed = Outcome.Invalid.of(wrong, "malformed");
      return list(request, form, pages.console().problems(request, malformed));
    }
    return pages.change(
        request,
        new SetCoin(
            Integer.parseInt(form.text("id")),
            form.text("code"),
            Integer.parseInt(form.text("decimals")),
            read,
            form.text("name"),
            form.text("reason")),
        PATH,
        "coin-set",
        problems -> list(request, form, problems));
  }
}
