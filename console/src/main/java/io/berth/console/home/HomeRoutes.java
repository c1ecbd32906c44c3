package io.berth.console.home;

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
  RouterFunction<ServerResponse> home(Pages pages, HomeProperties properties) {
    return RouterFunctions.route()
        .GET(
            "/",
            request ->
                pages.render(
                    request,
                    "home",
                    Map.of("localInbox", properties.localInbox(), "demo", properties.demo())))
        .build();
  }
}
