package io.berth.console.developer;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.app.AppCommand.CreateTest;
import io.berth.api.app.AppCommand.CreateTestPlayer;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.AppOutcome.TestPlayerMade;
import io.berth.api.balance.TestMoneyCommand.GivePlayerMoney;
import io.berth.api.balance.TestMoneyCommand.GiveTestMoney;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.GatewayClient;
import io.berth.dialect.Dialects;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Leads from an app to its test mode, sets that up, and gives it money and players. All other pages
 * of a test app are those of every app.
 */
@Configuration(proxyBeanMethods = false)
class TestRoutes {
  private static final String PAGE = "/console/apps/{appId}/test";

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final SecretPages secrets;
  private final Dialects dialects;
  private final TestPage page;

  TestRoutes(
      ConsolePages pages,
      GatewayClient platform,
      SecretPages secrets,
      Dialects dialects,
      TestPage page) {
    this.pages = pages;
    this.platform = platform;
    this.secrets = secrets;
    this.dialects = dialects;
    this.page = page;
  }

  @Bean
  RouterFunction<ServerResponse> testPages() {
    return RouterFunctions.route()
        .GET(PAGE, request -> pages.app(request, head -> show(request, head)))
        .POST(
            PAGE,
            request ->
                pages.form(request, form -> pages.app(request, head -> setUp(request, head))))
        .POST(
            PAGE + "/money",
            request ->
                pages.form(request, form -> pages.app(request, head -> give(request, head, form))))
        .POST(
            PAGE + "/player",
            request ->
                pages.form(request, _ -> pages.app(request, head -> createPlayer(request, head))))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Head head) {
    String appId = head.app().appId();
    if (Realm.of(appId) == Realm.TEST || !page.isThere()) {
      return page.show(request, head);
    }
    String testId = Realm.TEST.idOf(appId);
    return platform
        .ask(request, testId, new ReadHead())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Head _ -> ServerResponse.seeOther(URI.create(TestPage.path(testId))).build();
                  case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.NO_PERMISSION ->
                      page.show(request, head);
                  default -> pages.error(request, HttpStatus.SERVICE_UNAVAILABLE);
                });
  }

  private Mono<ServerResponse> setUp(ServerRequest request, Head head) {
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        new CreateTest(),
        FormResult.of(
            SecretsMade.class,
            made ->
                secrets.show(
                    request,
                    null,
                    Objects.requireNonNull(dialects.byId(head.app().dialect())),
                    made,
                    "test-made"),
            _ -> ServerResponse.seeOther(URI.create(TestPage.path(appId))).build()));
  }

  private Mono<ServerResponse> give(ServerRequest request, Head head, Form form) {
    AccountKind account = form.text("account").equals("open") ? AccountKind.OPEN : AccountKind.COIN;
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        new GiveTestMoney(account, form.text("coin"), form.text("amount")),
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done(TestPage.path(appId), "test-money"),
            problems -> page.showAgain(request, head, problems)));
  }

  /** The password is shown now and never again. Without money, the player can still take some. */
  private Mono<ServerResponse> createPlayer(ServerRequest request, Head head) {
    String appId = head.app().appId();
    return pages.submit(
        request,
        appId,
        new CreateTestPlayer(),
        FormResult.of(
            TestPlayerMade.class,
            made ->
                platform
                    .ask(request, appId, new GivePlayerMoney(made.uid()))
                    .flatMap(_ -> page.show(request, head, Map.of("player", made))),
            problems -> page.showAgain(request, head, problems)));
  }
}
