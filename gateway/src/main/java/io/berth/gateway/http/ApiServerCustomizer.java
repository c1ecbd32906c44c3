package io.berth.gateway.http;

import io.berth.service.connection.RequestHeadValidator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/** Puts the handler of the dialects' requests before the framework in each new connection. */
@Component
final class ApiServerCustomizer
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private static final String API = "berth.api";

  private final PendingRequests requests;
  private final AtomicInteger connections = new AtomicInteger();

  ApiServerCustomizer(PendingRequests requests, MeterRegistry meters) {
    this.requests = requests;
    Gauge.builder("berth.gateway.connections", connections, AtomicInteger::get)
        .description("Open connections of clients")
        .register(meters);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::prepared);
  }

  private HttpServer prepared(HttpServer server) {
    return server
        .childOption(ChannelOption.ALLOCATOR, new RoomyBuffers())
        .doOnChannelInit((observer, channel, address) -> prepare(channel));
  }

  private void prepare(Channel channel) {
    connections.incrementAndGet();
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(
        RequestHeadValidator.placeIn(pipeline), API, new ApiConnectionHandler(requests));
  }
}
