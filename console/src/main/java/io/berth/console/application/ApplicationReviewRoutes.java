package io.berth.console.application;

import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationCommand.OperateApplications;
import io.berth.api.application.ApplicationCommand.ReadApplicationQueue;
import io.berth.api.application.ApplicationOutcome.ApplicationQueue;
import io.berth.api.application.ApplicationOutcome.ApplicationsFound;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.console.operator.OperatorPages;
import io.berth.console.page.Form;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows operators what apps ask for, and takes their decisions. */
@Configuration(proxyBeanMethods = false)
class ApplicationReviewRoutes {
  private static final String LIST = "/console/operator/applications";
  private static final String ONE = LIST + "/{app}";
  private static final String SCOPE = "scope-";
  private static final String COIN = "coin-";

  private final OperatorPages pages;

  ApplicationReviewRoutes(OperatorPages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> applicationReviews() {
    return RouterFunctions.route()
        .GET(LIST, this::list)
        .GET(ONE, request -> show(request, Map.of()))
        .POST(ONE, request -> pages.console().form(request, form -> decide(request, form)))
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    return pages.ask(
        request,
        new ReadApplicationQueue(),
        ApplicationQueue.class,
        found -> pages.show(request, "applications", Map.of("found", found), Map.of()));
  }

  private Mono<ServerResponse> show(ServerRequest request, Map<String, String> problems) {
    return pages.find(
        request,
        new OperateApplications(request.pathVariable("app")),
        ApplicationsFound.class,
        found ->
            pages.ask(
                request,
                new ReadAllCoins(),
                BalanceOutcome.Coins.class,
                coins -> {
                  Map<String, Object> model = new HashMap<>();
                  model.put("found", found);
                  model.put("verdicts", Verdict.values());
                  model.put(
                      "knownCoins",
                      coins.coins().stream().map(each -> each.code()).collect(Collectors.toSet()));
                  return pages.show(request, "application", model, problems);
                }));
  }

  private Mono<ServerResponse> decide(ServerRequest request, Form form) {
    String app = request.pathVariable("app");
    return pages.change(
        request,
        new DecideApplication(
            app,
            form.text("version").matches("[0-9]{1,9}") ? Integer.parseInt(form.text("version")) : 0,
            verdict(form.text("verdict")),
            form.text("reason"),
            decisions(form, SCOPE, key -> key.matches("[0-9]{1,2}") ? Integer.parseInt(key) : 0),
            decisions(form, COIN, key -> key)),
        LIST + "/" + app,
        "application-decided",
        problems -> show(request, problems));
  }

  private static <T> Map<T, Decision> decisions(Form form, String prefix, Function<String, T> key) {
    Map<T, Decision> decisions = new TreeMap<>();
    for (String field : form.fields().keySet()) {
      if (field.startsWith(prefix)) {
        String id = field.substring(prefix.length());
        decisions.put(
            key.apply(id), new Decision(verdict(form.text(field)), form.text("reason-" + field)));
      }
    }
    return decisions;
  }

  /** An unknown one approves nothing. */
  private static Verdict verdict(String text) {
    for (Verdict verdict : Verdict.values()) {
      if (verdict.name().equals(text)) {
        return verdict;
      }
    }
    return Verdict.ASKED_BACK;
  }
}
