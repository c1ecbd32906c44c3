package io.berth.console.docs;

import io.berth.api.app.AppOutcome.AppFound;
import io.berth.console.docs.OwnApps.OwnApp;
import io.berth.service.caller.Callers;
import io.berth.service.page.Language;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class DocumentRoutes {

  private static final String PREFIX = "/docs/";
  private static final int LONGEST_QUERY = 200;

  private final Pages pages;
  private final Documents documents;
  private final OwnApps ownApps;
  private final TestAccess testAccess;
  private final SendForms sendForms;
  private final LanguageModelIndex languageModels;

  DocumentRoutes(
      Pages pages,
      Documents documents,
      OwnApps ownApps,
      TestAccess testAccess,
      SendForms sendForms,
      PlatformProperties platform) {
    this.pages = pages;
    this.documents = documents;
    this.ownApps = ownApps;
    this.testAccess = testAccess;
    this.sendForms = sendForms;
    this.languageModels = new LanguageModelIndex(documents, platform.origin());
  }

  @Bean
  RouterFunction<ServerResponse> documentPages() {
    return RouterFunctions.route()
        // Links in documents are relative to their folder.
        .GET("/docs", request -> ServerResponse.permanentRedirect(URI.create(PREFIX)).build())
        .GET("/docs/search", this::search)
        .GET("/llms.txt", request -> markdown(ServerResponse.ok(), languageModels.text()))
        .GET("/docs/**", this::show)
        .build();
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    DocumentFile asked = DocumentFile.of(request.path().substring(PREFIX.length()));
    String path = asked.path();
    if (asked.language() != Language.ENGLISH) {
      return redirect(request, asked);
    }
    Language language = Languages.of(request.exchange());
    Document document = documents.find(path.isEmpty() ? Documents.INDEX : path, language);
    if (document != null && wantsMarkdown(request)) {
      return markdown(
          ServerResponse.ok().varyBy("Accept", "Accept-Language", "Cookie"), document.markdown());
    }
    if (document != null) {
      return document(request, document);
    }
    Documents.File file = documents.file(path);
    if (file != null) {
      return ServerResponse.ok()
          .contentType(file.type())
          .header("X-Content-Type-Options", "nosniff")
          .bodyValue(file.contents());
    }
    List<Document> folder =
        path.endsWith("/") ? documents.in(withoutSlash(path), language) : List.of();
    return folder.isEmpty()
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : page(request, "documents", Map.of("folder", withoutSlash(path), "documents", folder));
  }

  private Mono<ServerResponse> document(ServerRequest request, Document document) {
    Set<Language> translations = documents.translations(document.path()).keySet();
    String exampleApp = documents.exampleApp(document.stem());
    if (exampleApp == null || !document.isForIntegrators()) {
      return page(
          request,
          "document",
          Map.of("document", document, "translations", translations, "html", document.html()));
    }
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("document", document);
    model.put("translations", translations);
    model.put("dialect", document.stem());
    model.put("isSignedIn", Callers.of(request).uid() != null);
    model.put("html", document.html());
    return ownApps
        .of(request, document.stem())
        .flatMap(
            apps -> {
              String asked = request.queryParam("app").orElse("");
              OwnApp app =
                  apps.stream()
                      .filter(own -> own.appId().equals(asked))
                      .findFirst()
                      .orElse(apps.isEmpty() ? null : apps.getFirst());
              model.put("apps", apps);
              model.put("ownApp", app);
              if (app == null || !document.isReference()) {
                return page(request, "document", model);
              }
              String html = document.html(exampleApp, app.appId());
              model.put("html", html);
              return testAccess
                  .of(request, app.appId())
                  .flatMap(test -> page(request, "document", withForms(model, html, test)));
            });
  }

  /** The model with a form after each endpoint, where the reader may send requests. */
  private Map<String, ?> withForms(
      Map<String, @Nullable Object> model, String html, TestAccess.Access test) {
    model.put("testState", test.state().name());
    AppFound app = test.app();
    if (app != null) {
      model.put("parts", sendForms.parts(html, app));
      model.put("links", sendForms.links(app));
      model.put("isPlayed", sendForms.isPlayed(app));
      model.put("testOrigin", sendForms.origin());
    }
    return model;
  }

  /** Files of translations are named in the repository; the page is the same in each language. */
  private static Mono<ServerResponse> redirect(ServerRequest request, DocumentFile asked) {
    URI page =
        UriComponentsBuilder.fromPath(PREFIX + asked.path())
            .query(request.uri().getRawQuery())
            .replaceQueryParam(Languages.PARAMETER, asked.language().tag())
            .build(true)
            .toUri();
    return ServerResponse.permanentRedirect(page).build();
  }

  /** By a link to it, or as programs ask that read Markdown more easily than HTML. */
  private static boolean wantsMarkdown(ServerRequest request) {
    List<MediaType> accepted = request.headers().accept();
    return request.queryParam("format").filter("markdown"::equals).isPresent()
        || accepted.contains(MediaType.TEXT_MARKDOWN) && !accepted.contains(MediaType.TEXT_HTML);
  }

  private static Mono<ServerResponse> markdown(ServerResponse.BodyBuilder response, String text) {
    return response
        .contentType(new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8))
        .header("X-Content-Type-Options", "nosniff")
        .bodyValue(text);
  }

  private Mono<ServerResponse> search(ServerRequest request) {
    String query = request.queryParam("q").orElse("");
    if (query.length() > LONGEST_QUERY) {
      query = query.substring(0, LONGEST_QUERY);
    }
    boolean everywhere = request.queryParam("all").isPresent();
    List<Search.Hit> hits = documents.search(query, everywhere, Languages.of(request.exchange()));
    return page(request, "search", Map.of("query", query, "hits", hits, "everywhere", everywhere));
  }

  private Mono<ServerResponse> page(ServerRequest request, String template, Map<String, ?> model) {
    Map<String, @Nullable Object> all = new HashMap<>(model);
    all.put("contents", documents.contents(Languages.of(request.exchange())));
    all.put("here", request.path().substring(PREFIX.length()));
    all.putIfAbsent("query", "");
    return pages.render(request, "docs/" + template, all);
  }

  private static String withoutSlash(String path) {
    return path.substring(0, path.length() - 1);
  }
}
