package io.berth.pay.checkout;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.page.Pages;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The pay page at every path where a dialect has one. */
@Configuration(proxyBeanMethods = false)
class CheckoutRoutes {

  @Bean
  RouterFunction<ServerResponse> checkoutRoute(
      Dialects dialects, Checkout checkout, PaymentCodes codes) {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (String path : paths(dialects)) {
      String codePath = path.endsWith("/") ? path + "code" : path + "/code";
      routes
          .GET(path, request -> checkout.show(request, path))
          .POST(path, request -> checkout.decide(request, path))
          .POST(codePath, request -> codes.send(request, path))
          // A reload of the page after a code was sent, or a change of its language there.
          .GET(codePath, request -> checkout.show(request, path));
    }
    return routes.build();
  }

  private static Set<String> paths(Dialects dialects) {
    Set<String> paths = new TreeSet<>();
    for (Dialect dialect : dialects.all()) {
      for (Pages.Page page : dialect.pages().all()) {
        if (page.kind() == Pages.Kind.PAYMENT) {
          paths.add(page.path());
        }
      }
    }
    return paths;
  }
}
