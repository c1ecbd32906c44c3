package io.berth.console.health;

import io.berth.service.page.Pages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class HealthRoutes {

  @Bean
  RouterFunction<ServerResponse> serviceStatePage(Pages pages, ServiceHealthClient states) {
    return RouterFunctions.route()
        .GET(
            "/console/services",
            request ->
                states
                    .all()
                    .flatMap(all -> pages.render(request, "services", Map.of("services", all))))
        .build();
  }
}
