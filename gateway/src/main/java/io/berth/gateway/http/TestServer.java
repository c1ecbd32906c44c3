package io.berth.gateway.http;

import io.berth.service.runtime.PlatformProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.stereotype.Component;

/** Serves the test mode: the same as the main port, told apart by {@link Realms}. */
@Component
final class TestServer implements SmartLifecycle {

  private final NettyReactiveWebServerFactory factory;
  private final HttpHandler handler;
  private final HttpProperties properties;
  private final boolean needed;
  private @Nullable WebServer server;

  TestServer(
      NettyReactiveWebServerFactory factory,
      HttpHandler handler,
      PlatformProperties platform,
      HttpProperties properties) {
    this.factory = factory;
    this.handler = handler;
    this.properties = properties;
    this.needed = platform.hasTest();
  }

  @Override
  public void start() {
    if (needed && server == null) {
      // The main server was made before, and keeps its port.
      factory.setPort(properties.testPort());
      server = factory.getWebServer(handler);
      server.start();
    }
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public void stop(Runnable stopped) {
    WebServer running = server;
    server = null;
    if (running == null) {
      stopped.run();
    } else {
      running.shutDownGracefully(
          result -> {
            running.stop();
            stopped.run();
          });
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  /** Where this machine reaches it. */
  InetSocketAddress address() {
    InetAddress bound = factory.getAddress();
    return new InetSocketAddress(
        bound == null || bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound,
        properties.testPort());
  }

  boolean isSecure() {
    return Ssl.isEnabled(factory.getSsl());
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }
}
