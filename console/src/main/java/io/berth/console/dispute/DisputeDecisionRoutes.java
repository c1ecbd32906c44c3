package io.berth.console.dispute;

import io.berth.api.Outcome.Invalid;
import io.berth.api.dispute.DisputeCommand.DecideDispute;
import io.berth.api.dispute.DisputeCommand.OperateDispute;
import io.berth.api.dispute.DisputeCommand.OperateDisputes;
import io.berth.api.dispute.DisputeOutcome.DisputeFound;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
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

/** Lists disputes for operators, and takes their decisions. */
@Configuration(proxyBeanMethods = false)
class DisputeDecisionRoutes {
  private static final String LIST = "/console/operator/disputes";
  private static final String ONE = LIST + "/{dispute:[0-9]{1,18}}";

  private final OperatorPages pages;

  DisputeDecisionRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> disputeDecisions() {
    return RouterFunctions.route()
        .GET(LIST, this::list)
        .GET(ONE, request -> show(request, Map.of()))
        .POST(ONE, request -> pages.console().form(request, form -> decide(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    boolean waiting = !OperatorPages.query(request, "all").equals("true");
    return pages.ask(
        request,
        new OperateDisputes(waiting, DisputeRoutes.before(request)),
        DisputeList.class,
        found ->
            pages.show(request, "disputes", Map.of("found", found, "open", waiting), Map.of()));
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.find(
        request,
        new OperateDispute(DisputeRoutes.id(request)),
        DisputeFound.class,
        found ->
            pages.show(
                request,
                "dispute",
                Map.of("dispute", found.dispute(), "rest", found.refundable()),
                problems));
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    boolean refunds = form.text("decision").equals("refund");
    BigDecimal amount = refunds ? Amount.read(form.text("amount")) : null;
    if (refunds && amount == null) {
      return show(request, pages.console().problems(request, Invalid.of("amount", "malformed")));
    }
    long id = DisputeRoutes.id(request);
    return pages.change(
        request,
        new DecideDispute(id, amount, form.text("reason")),
        LIST + "/" + id,
        refunds ? "refunded" : "dispute-closed",
        problems -> show(request, problems));
  }
}
