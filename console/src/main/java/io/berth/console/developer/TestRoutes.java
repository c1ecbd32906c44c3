package io.berth.console.developer;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.app.AppCommand.CreateTest;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.balance.TestMoneyCommand.GiveTestMoney;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.GatewayClient;
import io.berth.console.page.PageView;
import io.berth.dialect.Dialects;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.util.HashMap;
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
 * Leads from an app to its test mode, sets that up, and gives it money. All other pages of a test
 * app are those of every app.
 */
@Configuration(proxyBeanMethods = false)
class TestRoutes {
  private static final String PAGE = "/console/apps/{appId}/test";
  private static final String TEMPLATE = "developer/test";

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final SecretPages secrets;
  private final Dialects dialects;
  private final PlatformProperties properties;

  TestRoutes(
      ConsolePages pages,
      GatewayClient platform,
      SecretPages secrets,
      Dialects dialects,
      PlatformProperties properties) {
    this.pages = pages;
    this.platform = platform;
    this.secrets = secrets;
    this.dialects = dialects;
    this.properties = properties;
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
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Head head) {
    String appId = head.app().appId();
    if (Realm.of(appId) == Realm.TEST || !properties.hasTest()) {
      return pages.render(request, head, "test", TEMPLATE, model(head));
    }
    String testId = Realm.TEST.idOf(appId);
    return platform
        .ask(request, testId, new ReadHead())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Head _ -> ServerResponse.seeOther(URI.create(page(testId))).build();
                  case Outcome.Refusal(ErrorCode code, _) when code == ErrorCode.NO_PERMISSION ->
                      pages.render(request, head, "test", TEMPLATE, model(head));
                  default -> pages.error(request, HttpStatus.SERVICE_UNAVAILABLE);
                });
  }

  private Map<String, Object> model(Head head) {
    Map<String, Object> model = new HashMap<>();
    model.put("testOrigin", properties.hasTest() ? properties.origin(Realm.TEST) : "");
    model.put("isTest", Realm.of(head.app().appId()) == Realm.TEST);
    return model;
  }

  private Mono<ServerResponse> setUp(ServerRequest request, Head head) {
    return pages.submit(
        request,
        head.app().appId(),
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
            _ -> ServerResponse.seeOther(URI.create(page(head.app().appId()))).build()));
  }

  private Mono<ServerResponse> give(ServerRequest request, Head head, Form form) {
    AccountKind account = form.text("account").equals("open") ? AccountKind.OPEN : AccountKind.COIN;
    GiveTestMoney give = new GiveTestMoney(account, form.text("coin"), form.text("amount"));
    return pages.submit(
        request,
        head.app().appId(),
        give,
        FormResult.of(
            Outcome.Done.class,
            _ -> pages.done(page(head.app().appId()), "test-money"),
            problems ->
                pages.renderAgain(
                    request, new PageView(head, "test", TEMPLATE, model(head)), problems)));
  }

  private static String page(String appId) {
    return "/console/apps/" + appId + (Realm.of(appId) == Realm.TEST ? "/test" : "");
  }
}
