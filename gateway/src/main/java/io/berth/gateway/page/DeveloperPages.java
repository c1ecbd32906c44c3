package io.berth.gateway.page;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.page.Pages;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Addresses that developers know from elsewhere, and where the same is found here. */
@Configuration(proxyBeanMethods = false)
class DeveloperPages {

  private static final URI REGISTRATION = URI.create("/account/register?next=%2Fconsole");
  private static final URI SIGN_IN = URI.create("/account/sign-in?next=%2Fconsole");

  @Bean
  RouterFunction<ServerResponse> developerPageRoutes(Dialects dialects) {
    RouterFunction<ServerResponse> routes = request -> Mono.empty();
    for (Dialect dialect : dialects.all()) {
      for (Pages.Page page : dialect.pages().all()) {
        URI target = target(page.kind());
        if (target != null) {
          routes =
              routes.andRoute(
                  RequestPredicates.GET(page.path()).or(RequestPredicates.HEAD(page.path())),
                  request -> ServerResponse.status(HttpStatus.FOUND).location(target).build());
        }
      }
    }
    return routes;
  }

  private static @Nullable URI target(Pages.Kind kind) {
    return switch (kind) {
      case DEVELOPER_REGISTRATION -> REGISTRATION;
      case DEVELOPER_SIGN_IN -> SIGN_IN;
      case LOGIN, PAYMENT, GAME -> null;
    };
  }
}
