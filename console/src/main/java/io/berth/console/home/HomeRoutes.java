package io.berth.console.home;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import io.berth.console.ConsoleProperties;
import io.berth.service.page.Pages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class HomeRoutes {

  @Bean
  RouterFunction<ServerResponse> home(Pages pages, ConsoleProperties properties) {
    // Until developers have pages of their own, what leads to them leads to where everything is.
    return RouterFunctions.route()
        .route(
            GET("/").or(GET("/console")),
            request ->
                pages.render(
                    request,
                    "home",
                    Map.of("localInbox", properties.localInbox(), "demo", properties.demo())))
        .build();
  }
}
