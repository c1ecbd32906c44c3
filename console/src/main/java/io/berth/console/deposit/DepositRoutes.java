package io.berth.console.deposit;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.deposit.DepositCommand.ReadDeposit;
import io.berth.api.deposit.DepositOutcome.DepositFound;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.console.page.Amount;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's deposit, and lets owners pay it in. */
@Configuration(proxyBeanMethods = false)
class DepositRoutes {
  private static final String PATH = "/console/apps/{appId}/deposit";
  private static final Form NOTHING = new Form(new LinkedMultiValueMap<>());

  private final ConsolePages pages;

  DepositRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> depositPages() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, NOTHING, Map.of()))
        .POST(PATH, request -> pages.form(request, form -> pay(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Form typed, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadTerms(),
                TermsFound.class,
                terms ->
                    pages.ask(
                        request,
                        head.app().appId(),
                        new ReadDeposit(),
                        DepositFound.class,
                        found -> show(request, head, model(head, terms, found, typed), problems))));
  }

  private static Map<String, Object> model(
      Head head, TermsFound terms, DepositFound found, Form typed) {
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put("lines", DepositLine.of(terms.present().deposit(), found.held()));
    model.put("mayPay", head.allows(Permission.COMPANY_WRITE));
    model.put("coin", typed.text("coin"));
    model.put("amount", typed.text("amount"));
    model.put("key", UUID.randomUUID().toString());
    return model;
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, Object> model, Map<String, String> problems) {
    PageView view = new PageView(head, "deposit", "deposit/deposit", model);
    return problems.isEmpty()
        ? pages.render(request, head, view.section(), view.template(), model)
        : pages.renderAgain(request, view, problems);
  }

  private Mono<ServerResponse> pay(ServerRequest request, Form form) {
    String appId = request.pathVariable("appId");
    BigDecimal amount = Amount.read(form.text("amount"));
    if (amount == null) {
      return show(request, form, pages.problems(request, Invalid.of("amount", "malformed")));
    }
    return pages.submit(
        request,
        appId,
        new PayDeposit(form.text("coin"), amount, form.text("key")),
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/deposit", "deposit-paid"),
            problems -> show(request, form, problems)));
  }
}
