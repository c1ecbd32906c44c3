package io.berth.story.malformed;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.page.Pages;
import io.berth.dialect.page.StaticResource;
import io.berth.story.RunningContexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Every page and endpoint of the running suite, as its routers and dialects tell them. */
final class AllRoutes {

  /**
   * @param path with variables in braces
   */
  record Route(String method, String path) {}

  private AllRoutes() {}

  static List<Route> ofPages() {
    Set<Route> routes =
        new TreeSet<>(Comparator.comparing(Route::path).thenComparing(Route::method));
    RunningContexts.byName()
        .values()
        .forEach(
            context ->
                context
                    .getBeansOfType(RouterFunction.class)
                    .values()
                    .forEach(router -> router.accept(new Collector(routes))));
    for (Dialect dialect : Dialects.installed().all()) {
      for (Pages.Page page : dialect.pages().all()) {
        routes.add(new Route("GET", page.path()));
        routes.add(new Route("POST", page.path()));
      }
      for (StaticResource resource : dialect.pages().resources()) {
        routes.add(new Route("GET", resource.path()));
      }
    }
    return List.copyOf(routes);
  }

  static List<Route> ofEndpoints() {
    List<Route> routes = new ArrayList<>();
    for (Dialect dialect : Dialects.installed().all()) {
      for (Endpoint endpoint : dialect.api().endpoints()) {
        for (String path : endpoint.paths()) {
          endpoint.methods().forEach(method -> routes.add(new Route(method, path)));
        }
      }
    }
    return routes;
  }

  private record Collector(Set<Route> routes) implements RouterFunctions.Visitor {

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
      Matches matches = new Matches(new TreeSet<>(), new TreeSet<>());
      predicate.accept(matches);
      for (String path : matches.paths()) {
        // A stream goes on for minutes, whatever else the request says.
        if (path.endsWith("/live")) {
          continue;
        }
        if (matches.methods().isEmpty()) {
          routes.add(new Route("GET", path));
        }
        matches.methods().forEach(method -> routes.add(new Route(method, path)));
      }
    }

    @Override
    public void startNested(RequestPredicate predicate) {}

    @Override
    public void endNested(RequestPredicate predicate) {}

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

    @Override
    public void attributes(java.util.Map<String, Object> attributes) {}

    @Override
    public void unknown(RouterFunction<?> router) {}
  }

  private record Matches(Set<String> methods, Set<String> paths)
      implements RequestPredicates.Visitor {

    @Override
    public void method(Set<HttpMethod> allowed) {
      allowed.forEach(method -> methods.add(method.name()));
    }

    @Override
    public void path(String pattern) {
      paths.add(pattern);
    }

    @Override
    @SuppressWarnings("removal")
    public void pathExtension(String extension) {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void queryParam(String name, String value) {}

    @Override
    public void version(String version) {}

    @Override
    public void startAnd() {}

    @Override
    public void and() {}

    @Override
    public void endAnd() {}

    @Override
    public void startOr() {}

    @Override
    public void or() {}

    @Override
    public void endOr() {}

    @Override
    public void startNegate() {}

    @Override
    public void endNegate() {}

    @Override
    public void unknown(RequestPredicate predicate) {}
  }
}
