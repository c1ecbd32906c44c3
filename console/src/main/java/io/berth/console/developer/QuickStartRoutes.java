package io.berth.console.developer;

import io.berth.api.Realm;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.KeyState;
import io.berth.console.page.ConsolePages;
import io.berth.dialect.Dialects;
import io.berth.dialect.doctor.Example;
import io.berth.service.runtime.PlatformProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows example programs with the app's ids filled in, but not its secret. */
@Configuration(proxyBeanMethods = false)
class QuickStartRoutes {

  private static final String ACCESS_KEY = "access_key";

  private final ConsolePages pages;
  private final Map<String, List<Example>> examples = new HashMap<>();
  private final PlatformProperties platform;

  QuickStartRoutes(ConsolePages pages, Dialects dialects, PlatformProperties platform) {
    this.pages = pages;
    // Read at start, since reading files would block an event loop.
    dialects.all().forEach(dialect -> examples.put(dialect.id(), dialect.examples()));
    this.platform = platform;
  }

  @Bean
  RouterFunction<ServerResponse> quickStart() {
    return RouterFunctions.route()
        .GET("/console/apps/{appId}/quick-start", this::show)
        .GET("/console/apps/{appId}/quick-start/{fileName}", this::download)
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    return pages.app(
        request,
        head ->
            pages.ask(
                request,
                head.app().appId(),
                new ReadApp(),
                AppFound.class,
                app -> {
                  List<Example> examples = examples(app);
                  Example chosen = chosen(examples, request.queryParam("language").orElse(""));
                  String accessKey = accessKey(app);
                  Map<String, Object> model = new HashMap<>();
                  model.put("examples", examples);
                  model.put("chosen", chosen);
                  model.put("found", app);
                  model.put("needsKey", needsKey(chosen) && accessKey == null);
                  model.put("run", chosen == null ? "" : chosen.run("…"));
                  model.put("program", chosen == null ? "" : filledIn(chosen, app));
                  return pages.render(request, head, "quick-start", "developer/quick-start", model);
                }));
  }

  private Mono<ServerResponse> download(ServerRequest request) {
    String fileName = request.pathVariable("fileName");
    return pages.ask(
        request,
        request.pathVariable("appId"),
        new ReadApp(),
        AppFound.class,
        app ->
            examples(app).stream()
                .filter(example -> example.fileName().equals(fileName))
                .findFirst()
                .map(
                    example ->
                        ServerResponse.ok()
                            .contentType(MediaType.TEXT_PLAIN)
                            .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                    .filename(fileName)
                                    .build()
                                    .toString())
                            .header("X-Content-Type-Options", "nosniff")
                            .bodyValue(filledIn(example, app)))
                .orElseGet(() -> pages.error(request, HttpStatus.NOT_FOUND)));
  }

  private List<Example> examples(AppFound app) {
    return examples.getOrDefault(app.dialect(), List.of());
  }

  private static @Nullable Example chosen(List<Example> examples, String language) {
    return examples.stream()
        .filter(example -> example.language().name().equals(language))
        .findFirst()
        .orElse(examples.isEmpty() ? null : examples.getFirst());
  }

  private static boolean needsKey(@Nullable Example example) {
    return example != null && example.program().contains("{{" + ACCESS_KEY + "}}");
  }

  private String filledIn(Example example, AppFound app) {
    String accessKey = accessKey(app);
    String origin = platform.origin(Realm.of(app.appId()));
    Map<String, String> places =
        new HashMap<>(Map.of("origin", origin, "app_id", Realm.publicId(app.appId())));
    if (accessKey != null) {
      places.put(ACCESS_KEY, accessKey);
    }
    return example.with(places);
  }

  private static @Nullable String accessKey(AppFound app) {
    return app.keys().stream()
        .filter(KeyState::enabled)
        .map(KeyState::accessKey)
        .findFirst()
        .orElse(null);
  }
}
