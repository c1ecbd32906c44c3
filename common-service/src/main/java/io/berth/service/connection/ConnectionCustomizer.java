package io.berth.service.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Puts the limits into each connection of one port: behind the HTTP codec, before everything that
 * takes requests. Comes before other customizers, so that what they add comes after it.
 */
final class ConnectionCustomizer
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConnectionCustomizer.class);
  static final String SERVICE = "service";
  static final String MANAGEMENT = "management";
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** One thread for all ports of the process, which are swept at the same moments. */
  private static final ScheduledExecutorService SWEEPER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("berth-connections").factory());

  private final ConnectionLimits limits;
  private final ConnectionSweep sweep;
  private final RequestHeadValidator heads;
  private final ScheduledFuture<?> sweeping;

  ConnectionCustomizer(
      ConnectionProperties properties,
      ForwardedAddresses forwarded,
      MeterRegistry meters,
      String port) {
    this.limits = new ConnectionLimits(properties, forwarded, new ConnectionMetrics(meters, port));
    this.heads = new RequestHeadValidator(port.equals(MANAGEMENT));
    this.sweep = new ConnectionSweep(limits, properties);
    this.sweeping =
        SWEEPER.scheduleAtFixedRate(
            this::sweep,
            SWEEP_NANOS - Math.floorMod(System.nanoTime(), SWEEP_NANOS),
            SWEEP_NANOS,
            TimeUnit.NANOSECONDS);
  }

  /** An exception would end all further passes. */
  private void sweep() {
    try {
      sweep.run();
    } catch (RuntimeException mistake) {
      log.error("connections could not be looked through", mistake);
    }
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::limited);
  }

  HttpServer limited(HttpServer server) {
    return server.doOnChannelInit((observer, channel, address) -> prepare(channel));
  }

  private void prepare(Channel channel) {
    if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) == null) {
      return;
    }
    ClientConnection connection = limits.open(channel);
    if (connection == null) {
      channel.close();
      return;
    }
    channel
        .pipeline()
        .addBefore(NettyPipeline.HttpTrafficHandler, ClientConnection.NAME, connection)
        .addBefore(NettyPipeline.HttpTrafficHandler, RequestHeadValidator.NAME, heads);
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void close() {
    sweeping.cancel(false);
  }
}
