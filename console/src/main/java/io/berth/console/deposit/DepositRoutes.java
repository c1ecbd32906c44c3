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
import java.util.List;
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
                        found -> {
                          Map<String, Object> model = model(head, terms, found, typed);
                          model.put("key", key(typed, problems));
                          return show(request, head, model, problems);
                        })));
  }

  private static Map<String, Object> model(
      Head head, TermsFound terms, DepositFound found, Form typed) {
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    List<DepositLine> lines = DepositLine.of(terms.present().deposit(), found.held());
    model.put("lines", lines);
    model.put("mayPay", head.allows(Permission.COMPANY_WRITE));
    model.put("coin", typed.has("coin") ? typed.text("coin") : firstMissing(lines));
    model.put("amount", typed.text("amount"));
    return model;
  }

  /** A payment whose outcome is unknown keeps its key, so that sending it again pays once. */
  private static String key(Form typed, Map<String, String> problems) {
    return problems.containsKey(ConsolePages.WHOLE_FORM)
        ? typed.text("key")
        : UUID.randomUUID().toString();
  }

  private static String firstMissing(List<DepositLine> lines) {
    return lines.stream()
        .filter(line -> !line.isEnough())
        .map(DepositLine::coin)
        .findFirst()
        .orElse("");
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
