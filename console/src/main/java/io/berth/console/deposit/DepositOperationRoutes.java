package io.berth.console.deposit;

import io.berth.api.Outcome.Invalid;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositCommand.OperateDeposit;
import io.berth.api.deposit.DepositOutcome.DepositFound;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.console.operator.OperatorPages;
import io.berth.console.page.Amount;
import io.berth.console.page.Form;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows operators an app's deposit, and proposes draws and returns. */
@Configuration(proxyBeanMethods = false)
class DepositOperationRoutes {
  private static final String PATH = "/console/operator/deposits/{app}";

  private final OperatorPages pages;

  DepositOperationRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> depositOperations() {
    return RouterFunctions.route()
        .GET(PATH, request -> show(request, Map.of()))
        .POST(PATH, request -> pages.console().form(request, form -> move(request, form)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    String app = request.pathVariable("app");
    return pages.find(
        request,
        new OperateTerms(app),
        TermsFound.class,
        terms ->
            pages.find(
                request,
                new OperateDeposit(app),
                DepositFound.class,
                found ->
                    pages.show(
                        request,
                        "deposit",
                        Map.of(
                            "found",
                            found,
                            "name",
                            terms.name(),
                            "lines",
                            DepositLine.of(terms.present().deposit(), found.held())),
                        problems)));
  }

  private Mono<ServerResponse> move(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    BigDecimal amount = Amount.read(form.text("amount"));
    if (amount == null) {
      return show(request, pages.console().problems(request, Invalid.of("amount", "malformed")));
    }
    DepositMoveKind kind =
        form.text("kind").equals("DRAW") ? DepositMoveKind.DRAW : DepositMoveKind.RETURN;
    return pages.change(
        request,
        new MoveDeposit(app, kind, form.text("coin"), amount, form.text("reason")),
        "/console/operator/deposits/" + app,
        "change-waiting",
        problems -> show(request, problems));
  }
}
