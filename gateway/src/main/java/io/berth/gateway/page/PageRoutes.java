package io.berth.gateway.page;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.page.Pages;
import io.berth.gateway.http.ClientAddresses;
import io.berth.service.address.HostNames;
import io.berth.service.runtime.ServicesProperties;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Routes pages to their services. One route per service: predicates are tried one after another.
 */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

  private static final String DID = "did-service";
  private static final String PAY = "pay-service";
  private static final String CONSOLE = "console";
  private static final String CONSOLE_ASSETS = "/assets/console";

  /** Pages of an account that pay-service has. */
  private static final Set<String> PAY_ACCOUNT =
      Set.of(
          "/account/balances",
          "/account/payments",
          "/account/top-ups",
          "/account/withdrawals",
          "/account/data",
          "/account/delete");

  private static final String INBOX = "/local/inbox";

  /** Mails a verification code; stands below every payment page. */
  private static final String CODE = "/code";

  /** What a service might read as another path than the one that was routed. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("//|\\\\|;|/\\.{1,2}(/|$)|%2e|%2f|%5c|%3b|%25|%00", Pattern.CASE_INSENSITIVE);

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  @Bean
  AddressResolverGroup<InetSocketAddress> pageHosts(ReactorResourceFactory netty) {
    return HostNames.takingTurns(netty.getLoopResources());
  }

  /** Connections do not live long, so that all instances behind a name are used. */
  @Bean
  HttpClientCustomizer pageConnections(AddressResolverGroup<InetSocketAddress> pageHosts) {
    return client -> client.resolver(pageHosts);
  }

  @Bean
  RouteLocator routes(
      Dialects dialects,
      ServicesProperties services,
      InboxProperties properties,
      ClientAddresses addresses,
      PageFilter filter) {
    Set<String> login = pages(dialects, Pages.Kind.LOGIN);
    Set<String> payment = pages(dialects, Pages.Kind.PAYMENT);
    List.copyOf(payment).forEach(path -> payment.add(withoutSlash(path) + CODE));
    List<Route> routes = new ArrayList<>();
    routes.add(
        page(
            DID,
            services,
            filter,
            path ->
                login.contains(path)
                    || dialects.withGamePage(path) != null
                    || dialects.resource(path) != null
                    || path.equals("/.well-known/jwks.json")
                    || isIn("/account", path) && !isInPayAccount(path)
                    || path.startsWith("/assets/") && !isIn(CONSOLE_ASSETS, path)));
    routes.add(
        page(
            PAY,
            services,
            filter,
            path ->
                payment.contains(path)
                    || isInPayAccount(path)
                    || path.startsWith("/checkout/game/")));
    routes.add(
        page(
            CONSOLE,
            services,
            filter,
            path ->
                path.equals("/")
                    || path.equals("/llms.txt")
                    || isIn("/console", path)
                    || isIn("/docs", path)
                    || isIn(CONSOLE_ASSETS, path)));
    URI inbox = properties.localInboxUrl();
    if (inbox != null) {
      routes.add(
          route(
              "local-inbox",
              inbox,
              null,
              filter,
              exchange ->
                  isIn(INBOX, path(exchange)) && isLocal(exchange.getRequest(), addresses)));
    }
    return () -> Flux.fromIterable(routes);
  }

  private static boolean isInPayAccount(String path) {
    return PAY_ACCOUNT.stream().anyMatch(base -> isIn(base, path));
  }

  private static Set<String> pages(Dialects dialects, Pages.Kind kind) {
    Set<String> paths = new HashSet<>();
    for (Dialect dialect : dialects.all()) {
      for (Pages.Page page : dialect.pages().all()) {
        if (page.kind() == kind) {
          paths.add(page.path());
        }
      }
    }
    return paths;
  }

  private static Route page(
      String service, ServicesProperties services, PageFilter filter, Predicate<String> paths) {
    return route(
        service, services.url(service), service, filter, exchange -> paths.test(path(exchange)));
  }

  private static Route route(
      String id,
      URI to,
      @Nullable String service,
      PageFilter filter,
      Predicate<ServerWebExchange> matches) {
    return Route.async()
        .id(id)
        .uri(to)
        .asyncPredicate(
            exchange ->
                Mono.just(!AMBIGUOUS.matcher(path(exchange)).find() && matches.test(exchange)))
        .filter(
            new OrderedGatewayFilter(
                (exchange, chain) -> filter.filter(exchange, chain, service), 0))
        .filter(
            new OrderedGatewayFilter(
                (exchange, chain) -> {
                  exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, same(to, exchange));
                  return chain.filter(exchange);
                },
                RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1))
        .build();
  }

  /**
   * The same path and query at the service. The framework takes a query for not yet encoded when a
   * value holds an equals sign, as an un-encoded redirect URL does, and would encode it again.
   */
  private static URI same(URI service, ServerWebExchange exchange) {
    String query = exchange.getRequest().getURI().getRawQuery();
    return service.resolve(query == null ? path(exchange) : path(exchange) + '?' + query);
  }

  private static String path(ServerWebExchange exchange) {
    return exchange.getRequest().getURI().getRawPath();
  }

  private static boolean isIn(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + '/');
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * From this machine and meant for it: a page elsewhere whose name was made to point here (DNS
   * rebinding) comes with its own name as host.
   */
  private static boolean isLocal(ServerHttpRequest request, ClientAddresses addresses) {
    String host = request.getHeaders().getFirst("Host");
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK_NAMES.contains(name)
        && InetAddress.ofLiteral(addresses.of(request)).isLoopbackAddress();
  }
}
