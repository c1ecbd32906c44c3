package io.berth.console.developer;

import io.berth.api.Realm;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.order.SimulatedOutcome;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.PageView;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Renders the page of an app's test mode. */
@Component
class TestPage {
  private static final String SECTION = "test";
  private static final String TEMPLATE = "developer/test";

  private final ConsolePages pages;
  private final PlatformProperties properties;

  TestPage(ConsolePages pages, PlatformProperties properties) {
    this.pages = pages;
    this.properties = properties;
  }

  /** Whether the platform has a test mode. */
  boolean isThere() {
    return properties.hasTest();
  }

  /** Path of the page, and of the forms below it. */
  static String path(String appId) {
    return "/console/apps/" + appId + (Realm.of(appId) == Realm.TEST ? "/test" : "");
  }

  Mono<ServerResponse> show(ServerRequest request, Head head) {
    return show(request, head, Map.of());
  }

  /**
   * @param more what a form has led to
   */
  Mono<ServerResponse> show(ServerRequest request, Head head, Map<String, ?> more) {
    Map<String, Object> model = model(head, more);
    ClockMove moved = ClockMove.of(request);
    if (moved != null) {
      model.put("moved", moved);
    }
    return pages.render(request, head, SECTION, TEMPLATE, model);
  }

  Mono<ServerResponse> showAgain(ServerRequest request, Head head, Map<String, String> problems) {
    return pages.renderAgain(
        request, new PageView(head, SECTION, TEMPLATE, model(head, Map.of())), problems);
  }

  private Map<String, Object> model(Head head, Map<String, ?> more) {
    Map<String, Object> model = new HashMap<>(more);
    model.put("testOrigin", properties.hasTest() ? properties.origin(Realm.TEST) : "");
    model.put("isTest", Realm.of(head.app().appId()) == Realm.TEST);
    Map<String, String> amounts = new LinkedHashMap<>();
    for (SimulatedOutcome outcome : SimulatedOutcome.values()) {
      amounts.put(outcome.name().toLowerCase(Locale.ROOT), outcome.amount().toPlainString());
    }
    model.put("amounts", amounts);
    return model;
  }
}
