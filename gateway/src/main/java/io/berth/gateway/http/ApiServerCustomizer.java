package io.berth.gateway.http;

import io.berth.gateway.route.ApiRoutes;
import io.berth.service.connection.RequestHeadValidator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/** Takes the dialects' requests before the framework sees them ({@code docs/decisions}). */
@Component
final class ApiServerCustomizer
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private static final String API = "berth.api";

  private final ApiRoutes routes;
  private final PendingRequests visits;
  private final AtomicInteger connections = new AtomicInteger();

  ApiServerCustomizer(ApiRoutes routes, PendingRequests visits, MeterRegistry meters) {
    this.routes = routes;
    this.visits = visits;
    Gauge.builder("berth.gateway.connections", connections, AtomicInteger::get)
        .description("Open connections of clients")
        .register(meters);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::prepared);
  }

  private HttpServer prepared(HttpServer server) {
    return server.doOnChannelInit((observer, channel, address) -> prepare(channel));
  }

  private void prepare(Channel channel) {
    connections.incrementAndGet();
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(
        RequestHeadValidator.placeIn(pipeline), API, new ApiConnectionHandler(routes, visits));
  }
}
