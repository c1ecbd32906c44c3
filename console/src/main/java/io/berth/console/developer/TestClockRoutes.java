package io.berth.console.developer;

import io.berth.api.Outcome;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.testclock.TestClockCommand;
import io.berth.api.testclock.TestClockCommand.MoveCallbacks;
import io.berth.api.testclock.TestClockCommand.MoveOrders;
import io.berth.api.testclock.TestClockCommand.MoveTokens;
import io.berth.api.testclock.TestClockOutcome.TokensMoved;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.GatewayClient;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Moves the clock of an app of test forward in every service, and shows what became due. */
@Configuration(proxyBeanMethods = false)
class TestClockRoutes {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final TestPage page;

  TestClockRoutes(ConsolePages pages, GatewayClient platform, TestPage page) {
    this.pages = pages;
    this.platform = platform;
    this.page = page;
  }

  @Bean
  RouterFunction<ServerResponse> testClock() {
    return RouterFunctions.route()
        .POST(
            "/console/apps/{appId}/test/clock",
            request ->
                pages.form(request, form -> pages.app(request, head -> move(request, head, form))))
        .build();
  }

  private Mono<ServerResponse> move(ServerRequest request, Head head, Form form) {
    Duration step = step(form);
    if (step.compareTo(TestClockCommand.SHORTEST) < 0
        || step.compareTo(TestClockCommand.LONGEST) > 0) {
      Outcome.Invalid problem = Outcome.Invalid.of("forward", "out-of-range");
      return page.showAgain(request, head, pages.problems(request, problem));
    }
    String appId = head.app().appId();
    long seconds = step.toSeconds();
    return pages.ask(
        request,
        appId,
        new MoveTokens(seconds),
        TokensMoved.class,
        tokens ->
            Mono.zip(
                    platform.ask(request, appId, new MoveOrders(seconds)),
                    platform.ask(request, appId, new MoveCallbacks(seconds)))
                .flatMap(
                    both ->
                        ServerResponse.seeOther(
                                ClockMove.of(tokens, both.getT1(), both.getT2())
                                    .addTo(TestPage.path(appId)))
                            .build()));
  }

  /** Zero for what is no number. */
  private static Duration step(Form form) {
    String typed = form.text("forward");
    long number = NUMBER.matcher(typed).matches() ? Long.parseLong(typed) : 0;
    return switch (form.text("unit")) {
      case "days" -> Duration.ofDays(number);
      case "hours" -> Duration.ofHours(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
