package io.berth.console.order;

import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.GatewayClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class CallbackRoutes {

  private static final String CALLBACKS = "/console/apps/{appId}/callbacks";

  @Bean
  RouterFunction<ServerResponse> callbacks(
      ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    CallbackPage page = new CallbackPage(pages, platform, streams);
    return RouterFunctions.route()
        .GET(CALLBACKS, page::show)
        .GET(CALLBACKS + "/live", page::live)
        .GET(CALLBACKS + ".csv", new CallbackFile(pages, platform)::download)
        .POST(
            CALLBACKS + "/resend",
            request -> pages.form(request, form -> page.resend(request, form)))
        .POST(
            CALLBACKS + "/resend-failed",
            request -> pages.form(request, form -> page.resendFailed(request, form)))
        .POST(CALLBACKS + "/test", request -> pages.form(request, form -> page.test(request, form)))
        .build();
  }
}
