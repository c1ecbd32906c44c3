package io.berth.console.developer;

import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.console.overview.Overview;
import io.berth.console.overview.Overviews;
import io.berth.console.page.ConsolePages;
import io.berth.console.place.Place;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.service.page.Languages;
import io.berth.service.page.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's overview and the remaining steps of its set-up. */
@Configuration(proxyBeanMethods = false)
class OverviewRoutes {
  private final ConsolePages pages;
  private final Overviews overviews;
  private final Dialects dialects;
  private final DialectTextsByLanguage texts;

  OverviewRoutes(
      ConsolePages pages, Overviews overviews, Dialects dialects, DialectTextsByLanguage texts) {
    this.pages = pages;
    this.overviews = overviews;
    this.dialects = dialects;
    this.texts = texts;
  }

  @Bean
  RouterFunction<ServerResponse> overviewPage() {
    return RouterFunctions.route()
        .GET("/console/apps/{appId}", request -> pages.app(request, head -> show(request, head)))
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request, Head head) {
    return overviews
        .ofApp(request, head.app().appId())
        .flatMap(
            overview ->
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
                            model(request, head, found, overview))));
  }

  private Map<String, Object> model(
      ServerRequest request, Head head, AppFound found, Overview overview) {
    Dialect dialect =
        Objects.requireNonNull(dialects.byId(head.app().dialect()), head.app().dialect());
    Map<String, Object> model = new HashMap<>();
    model.put("found", found);
    model.put(
        ConsolePages.PLACE,
        Place.app(
            found.appId(),
            Names.in(Languages.of(request.exchange()).tag(), head.app().name(), found.appId())));
    Map<Integer, String> scopes = new TreeMap<>();
    found.scopes().forEach(scope -> scopes.put(scope, dialect.scopeName(scope)));
    model.put("scopes", scopes);
    model.put("words", texts.of(dialect, request));
    model.put("overview", overview);
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
