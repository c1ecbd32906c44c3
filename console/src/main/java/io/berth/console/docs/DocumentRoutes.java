package io.berth.console.docs;

import io.berth.service.page.Pages;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class DocumentRoutes {

  private static final String PREFIX = "/docs/";

  @Bean
  RouterFunction<ServerResponse> documentPages(Pages pages, Documents documents) {
    return RouterFunctions.route()
        .GET("/docs", request -> show(request, pages, documents))
        .GET("/docs/**", request -> show(request, pages, documents))
        .build();
  }

  private static Mono<ServerResponse> show(
      ServerRequest request, Pages pages, Documents documents) {
    String path = request.path();
    if (path.equals("/docs")) {
      // Links in documents are relative to the folder.
      return ServerResponse.status(HttpStatus.MOVED_PERMANENTLY)
          .location(URI.create(PREFIX))
          .build();
    }
    String name = path.substring(PREFIX.length());
    Document document = documents.find(name);
    if (document != null) {
      return pages.render(request, "document", Map.of("document", document));
    }
    byte[] file = documents.file(name);
    if (file != null) {
      return ServerResponse.ok()
          .contentType(name.endsWith(".json") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
          .header("X-Content-Type-Options", "nosniff")
          .bodyValue(file);
    }
    Map<String, List<Document>> index =
        documents.index(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    return index.isEmpty()
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : pages.render(request, "documents", Map.of("folders", index));
  }
}
