package io.berth.gateway.route;

import io.berth.gateway.GatewayProperties;
import io.berth.gateway.access.ClientAddresses;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The dialects' requests that are under way. The framework's graceful shutdown does not know of
 * them, so they are waited for here, after it has stopped to let clients in.
 */
@Component
final class ApiVisits implements SmartLifecycle {

  private static final Runnable NOBODY = () -> {};

  private final ApiRoutes routes;
  private final ApiConversation conversation;
  private final ApiDoor door;
  private final ClientAddresses addresses;
  private final Duration requestTimeout;
  private final int maxBodyBytes;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Runnable> whenAllHaveLeft = new AtomicReference<>(NOBODY);
  private volatile boolean running;

  ApiVisits(
      ApiRoutes routes,
      ApiConversation conversation,
      ApiDoor door,
      ClientAddresses addresses,
      GatewayProperties properties) {
    this.routes = routes;
    this.conversation = conversation;
    this.door = door;
    this.addresses = addresses;
    this.requestTimeout = properties.requestTimeout();
    this.maxBodyBytes = Math.toIntExact(properties.maxBody().toBytes());
  }

  ApiVisit begin(HttpRequest request, ChannelHandlerContext context, ApiConnection connection) {
    Arrival arrival =
        Arrival.of(request, (InetSocketAddress) context.channel().remoteAddress(), addresses);
    ApiVisit visit =
        new ApiVisit(
            this,
            request,
            context,
            connection,
            arrival,
            routes.claim(arrival),
            new IncomingBody(request.headers(), maxBodyBytes));
    underWay.incrementAndGet();
    visit.begin(HttpUtil.is100ContinueExpected(request));
    return visit;
  }

  void left() {
    if (underWay.decrementAndGet() == 0) {
      whenAllHaveLeft.getAndSet(NOBODY).run();
    }
  }

  ApiRoutes routes() {
    return routes;
  }

  ApiConversation conversation() {
    return conversation;
  }

  ApiDoor door() {
    return door;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  /** Called back when nobody waits for an answer any longer; the shutdown has its own limit. */
  @Override
  public void stop(Runnable stopped) {
    stop();
    whenAllHaveLeft.set(stopped);
    if (underWay.get() == 0) {
      whenAllHaveLeft.getAndSet(NOBODY).run();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
