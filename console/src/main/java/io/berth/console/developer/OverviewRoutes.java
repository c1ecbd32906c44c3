package io.berth.console.developer;

import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.CountWaiting;
import io.berth.api.delivery.DeliveryOutcome.Waiting;
import io.berth.api.order.OrderCommand.CountPaidOrders;
import io.berth.api.order.OrderOutcome.PaidOrders;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.GatewayClient;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** Shows an app's overview and the remaining steps of its set-up. */
@Configuration(proxyBeanMethods = false)
class OverviewRoutes {
  private static final Duration LATELY = Duration.ofHours(24);

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final Dialects dialects;
  private final DialectTextsByLanguage texts;
  private final Clock clock;

  OverviewRoutes(
      ConsolePages pages,
      GatewayClient platform,
      Dialects dialects,
      DialectTextsByLanguage texts,
      Clock clock) {
    this.pages = pages;
    this.platform = platform;
    this.dialects = dialects;
    this.texts = texts;
    this.clock = clock;
  }

  @Bean
  RouterFunction<ServerResponse> overviewPage() {
    return RouterFunctions.route()
        .GET("/console/apps/{appId}", request -> pages.app(request, head -> show(request, head)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Head head) {
    return numbers(request, head.app().appId())
        .flatMap(
            numbers ->
                pages.ask(
                    request,
                    head.app().appId(),
                    new ReadApp(),
                    AppFound.class,
                    found ->
                        pages.render(
                            request,
                            head,
                            "overview",
                            "developer/overview",
                            model(request, head, found, numbers))));
  }

  /** Leaves figures out where a service does not respond. */
  private Mono<Tuple2<Optional<PaidOrders>, Optional<Waiting>>> numbers(
      ServerRequest request, String appId) {
    CountPaidOrders lately = new CountPaidOrders(clock.instant().minus(LATELY));
    return Mono.zip(
        platform
            .ask(request, appId, lately)
            .map(
                outcome ->
                    outcome instanceof PaidOrders paid ? Optional.of(paid) : Optional.empty()),
        platform
            .ask(request, appId, new CountWaiting())
            .map(
                outcome ->
                    outcome instanceof Waiting waiting ? Optional.of(waiting) : Optional.empty()));
  }

  private Map<String, Object> model(
      ServerRequest request,
      Head head,
      AppFound found,
      Tuple2<Optional<PaidOrders>, Optional<Waiting>> numbers) {
    Dialect dialect =
        Objects.requireNonNull(dialects.byId(head.app().dialect()), head.app().dialect());
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    Map<Integer, String> scopes = new TreeMap<>();
    found.scopes().forEach(scope -> scopes.put(scope, dialect.scopeName(scope)));
    model.put("scopes", scopes);
    model.put("words", texts.of(dialect, request));
    numbers.getT1().ifPresent(paid -> model.put("paid", paid.count()));
    numbers.getT2().ifPresent(waiting -> model.put("waiting", waiting));
    model.put(
        "used",
        found.keys().stream().anyMatch(key -> key.lastUse() != null)
            || found.secrets().stream().anyMatch(secret -> secret.lastUse() != null));
    model.put(
        "needsCallback",
        dialect.parts().contains(Part.CALLBACK_URL) && found.callbackUrl() == null);
    model.put(
        "needsRedirect",
        dialect.parts().contains(Part.REDIRECT_URLS) && found.redirectUrls().isEmpty());
    return model;
  }
}
