package io.berth.gateway.route;

import io.berth.gateway.GatewayProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Bounds what clients can hold open, takes the dialects' requests before the framework sees them
 * ({@code docs/decisions}), and lets clients write their links as they do.
 */
@Component
final class ServerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private static final String API = "berth.api";
  private static final String RAW_URIS = "berth.rawUris";

  private final GatewayProperties properties;
  private final ApiRoutes routes;
  private final ApiVisits visits;
  private final RawUris rawUris = new RawUris();
  private final AtomicInteger connections = new AtomicInteger();

  ServerLimits(
      GatewayProperties properties, ApiRoutes routes, ApiVisits visits, MeterRegistry meters) {
    this.properties = properties;
    this.routes = routes;
    this.visits = visits;
    Gauge.builder("berth.gateway.connections", connections, AtomicInteger::get)
        .description("Open connections of clients")
        .register(meters);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::limited);
  }

  private HttpServer limited(HttpServer server) {
    return server
        .requestTimeout(properties.requestTimeout())
        .doOnChannelInit((observer, channel, address) -> prepare(channel));
  }

  private void prepare(Channel channel) {
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    if (connections.incrementAndGet() > properties.maxConnections()) {
      channel.close();
      return;
    }
    channel
        .pipeline()
        .addBefore(NettyPipeline.HttpTrafficHandler, API, new ApiConnection(routes, visits))
        .addBefore(NettyPipeline.HttpTrafficHandler, RAW_URIS, rawUris);
  }
}
