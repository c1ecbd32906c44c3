package io.berth.console.dispute;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.dispute.DisputeCommand.AnswerDispute;
import io.berth.api.dispute.DisputeCommand.ReadDispute;
import io.berth.api.dispute.DisputeCommand.ReadDisputes;
import io.berth.api.dispute.DisputeCommand.RefundDispute;
import io.berth.api.dispute.DisputeOutcome.DisputeFound;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
import io.berth.console.page.Amount;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists an app's disputes, and takes the company's answers and refunds. */
@Configuration(proxyBeanMethods = false)
class DisputeRoutes {
  private static final String LIST = "/console/apps/{appId}/disputes";
  private static final String ONE = LIST + "/{dispute:[0-9]{1,18}}";

  private final ConsolePages pages;

  DisputeRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> disputePages() {
    return RouterFunctions.route()
        .GET(LIST, this::list)
        .GET(ONE, request -> show(request, Map.of()))
        .POST(ONE + "/answer", request -> pages.form(request, form -> answer(request, form)))
        .POST(ONE + "/refund", request -> pages.form(request, form -> refund(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    boolean open = !request.queryParam("all").orElse("").equals("true");
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadDisputes(open, before(request)),
                DisputeList.class,
                found ->
                    pages.render(
                        request,
                        head,
                        "disputes",
                        "dispute/list",
                        Map.of("found", found, "open", open, "appId", head.app().appId()))));
  }

  static @Nullable Long before(ServerRequest request) {
    String before = request.queryParam("before").orElse("");
    return before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            pages.find(
                request,
                head.app().appId(),
                new ReadDispute(id(request)),
                DisputeFound.class,
                found -> show(request, head, found, problems)));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, DisputeFound found, Map<String, String> problems) {
    Map<String, Object> model =
        Map.of(
            "dispute", found.dispute(),
            "rest", found.refundable(),
            "mayAnswer", head.allows(Permission.DISPUTE_ANSWER),
            "mayRefund", head.allows(Permission.REFUND));
    PageView view = new PageView(head, "disputes", "dispute/one", model);
    return problems.isEmpty()
        ? pages.render(request, head, view.section(), view.template(), model)
        : pages.renderAgain(request, view, problems);
  }

  private Mono<ServerResponse> answer(ServerRequest request, Form form) {
    return submit(request, new AnswerDispute(id(request), form.text("answer")), "dispute-answered");
  }

  private Mono<ServerResponse> refund(ServerRequest request, Form form) {
    BigDecimal amount = Amount.read(form.text("amount"));
    return amount == null
        ? show(request, pages.problems(request, Invalid.of("amount", "malformed")))
        : submit(request, new RefundDispute(id(request), amount, form.text("reason")), "refunded");
  }

  private Mono<ServerResponse> submit(ServerRequest request, ConsoleCommand command, String flash) {
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        command,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done("/console/apps/" + appId + "/disputes/" + id(request), flash),
            problems -> show(request, problems)));
  }

  static long id(ServerRequest request) {
    return Long.parseLong(request.pathVariable("dispute"));
  }
}
