package io.berth.pay.checkout;

import io.berth.dialect.page.GameFlow.Ending;
import io.berth.pay.access.Amounts;
import io.berth.pay.access.Refused;
import io.berth.pay.checkout.GameCheckout.Step;
import io.berth.service.json.BerthJson;
import io.berth.service.key.Randomness;
import io.berth.service.page.Csrf;
import io.berth.service.page.Languages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Handles the requests of the pay dialog of a game's page. The dialog is content of the platform's
 * own page, never of the game's frame, and its forms carry the page's token.
 */
@Configuration(proxyBeanMethods = false)
class GameCheckoutRoutes {

  private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{32}");
  private static final int NUMBER_BYTES = 16;
  private static final int YUAN_DECIMALS = 2;

  private final GameOrders orders;
  private final GameCheckout checkout;
  private final Csrf csrf;
  private final MessageSource messages;

  GameCheckoutRoutes(GameOrders orders, GameCheckout checkout, Csrf csrf, MessageSource messages) {
    this.orders = orders;
    this.checkout = checkout;
    this.csrf = csrf;
    this.messages = messages;
  }

  @Bean
  RouterFunction<ServerResponse> gameCheckoutRoute() {
    return RouterFunctions.route()
        .POST("/checkout/game/quote", this::quote)
        .POST("/checkout/game/pay", this::pay)
        .POST("/checkout/game/outcome", this::outcome)
        .build();
  }

  /** The number that a quote gives out makes sending its dialog's form twice harmless. */
  private Mono<ServerResponse> quote(ServerRequest request) {
    String number = HexFormat.of().formatHex(Randomness.bytes(NUMBER_BYTES));
    return withForm(
        request,
        form ->
            orders
                .read(request, form, number)
                .flatMap(checkout::quote)
                .onErrorResume(Refused.class, refused -> Mono.just(GameCheckout.ended(refused)))
                .flatMap(step -> answer(request, step, number)));
  }

  private Mono<ServerResponse> pay(ServerRequest request) {
    return withForm(
        request,
        form -> {
          String password = Objects.requireNonNullElse(form.getFirst("pay_password"), "");
          return numbered(request, form, order -> checkout.pay(order, password))
              .onErrorResume(Refused.class, refused -> Mono.just(GameCheckout.ended(refused)))
              .flatMap(step -> answer(request, step, ""));
        });
  }

  /** Refusals are no outcome of what was paid before, so that they end nothing here. */
  private Mono<ServerResponse> outcome(ServerRequest request) {
    return withForm(
        request,
        form ->
            numbered(request, form, checkout::outcome)
                .onErrorReturn(new Step.Unknown())
                .flatMap(step -> answer(request, step, "")));
  }

  private Mono<Step> numbered(
      ServerRequest request,
      MultiValueMap<String, String> form,
      Function<GameOrder, Mono<Step>> work) {
    String number = Objects.requireNonNullElse(form.getFirst("number"), "");
    return NUMBER.matcher(number).matches()
        ? orders.read(request, form, number).flatMap(work)
        : Mono.just(new Step.Ended(Ending.FAILED));
  }

  private Mono<ServerResponse> withForm(
      ServerRequest request, Function<MultiValueMap<String, String>, Mono<ServerResponse>> work) {
    return request
        .formData()
        .flatMap(
            form ->
                csrf.valid(request, form)
                    ? work.apply(form)
                    : json(HttpStatus.FORBIDDEN, Map.of("end", Ending.FAILED.word())));
  }

  private Mono<ServerResponse> answer(ServerRequest request, Step step, String number) {
    return switch (step) {
      case Step.Ended(Ending ending) -> json(HttpStatus.OK, Map.of("end", ending.word()));
      case Step.Again(String message) ->
          json(HttpStatus.OK, Map.of("message", text(request, message)));
      case Step.Unknown _ ->
          json(
              HttpStatus.OK,
              Map.of("state", "unknown", "message", text(request, "pay.problem.unknown")));
      case Step.Unpaid _ -> json(HttpStatus.OK, Map.of("state", "unpaid"));
      case Step.Quoted(GameOrder order, BigDecimal available, String message) -> {
        Map<String, String> quote = new LinkedHashMap<>();
        quote.put("title", order.purchase().title());
        quote.put("price", yuan(order.purchase().amount()));
        quote.put("balance", yuan(available));
        quote.put("number", number);
        quote.put("message", message.isEmpty() ? "" : text(request, message));
        yield json(HttpStatus.OK, quote);
      }
    };
  }

  private static String yuan(BigDecimal amount) {
    BigDecimal plain = Amounts.canonical(amount);
    return plain.setScale(YUAN_DECIMALS, RoundingMode.DOWN).toPlainString();
  }

  private String text(ServerRequest request, String message) {
    return messages.getMessage(message, null, Languages.of(request.exchange()).locale());
  }

  private static Mono<ServerResponse> json(HttpStatus status, Map<String, String> body) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .bodyValue(BerthJson.mapper().writeValueAsBytes(body));
  }
}
