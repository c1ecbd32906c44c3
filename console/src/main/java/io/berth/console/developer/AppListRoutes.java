package io.berth.console.developer;

import io.berth.api.CompanyCommand.ReadMine;
import io.berth.api.CompanyOutcome.Mine;
import io.berth.console.access.ConsolePages;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The console's first page: one's companies and their apps. */
@Configuration(proxyBeanMethods = false)
class AppListRoutes {

  @Bean
  RouterFunction<ServerResponse> appList(ConsolePages pages) {
    return RouterFunctions.route()
        .GET(
            "/console",
            request ->
                pages.ask(
                    request,
                    null,
                    new ReadMine(),
                    Mine.class,
                    mine -> pages.render(request, "apps", "developer/apps", Map.of("mine", mine))))
        .build();
  }
}
