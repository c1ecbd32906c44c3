package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.service.vouch.Vouched;
import io.berth.service.vouch.Vouchers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.netty.NettyPipeline;

/**
 * Takes commands as {@link CommandClient} sends them from their connections before the framework
 * sees them, and waits for those under way when the service stops.
 */
final class CommandIntake
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, SmartLifecycle {

  private static final String NAME = "berth.commands";
  private static final Runnable NOBODY = () -> {};

  private final CommandEndpoint endpoint;
  private final Vouchers vouchers;
  private final Timer requests;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<Runnable> whenAllAreAnswered = new AtomicReference<>(NOBODY);
  private volatile boolean running;

  CommandIntake(CommandEndpoint endpoint, Vouchers vouchers, MeterRegistry meters) {
    this.endpoint = endpoint;
    this.vouchers = vouchers;
    // As the framework counts what it answers.
    this.requests =
        Timer.builder("http.server.requests")
            .tags("method", "POST", "uri", CommandEndpoint.PATH, "status", "200")
            .tags("outcome", "SUCCESS", "exception", "none", "error", "none")
            .register(meters);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(
        server -> server.doOnChannelInit((observer, channel, address) -> prepare(channel)));
  }

  private void prepare(Channel channel) {
    if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
      channel
          .pipeline()
          .addBefore(NettyPipeline.HttpTrafficHandler, NAME, new CommandVisits(this, endpoint));
    }
  }

  /** Who sends a command in the way that needs no framework; null for everything else. */
  @Nullable Caller caller(HttpRequest request) {
    if (!request.decoderResult().isSuccess()
        || !request.method().equals(HttpMethod.POST)
        || !request.uri().equals(CommandEndpoint.PATH)
        || !HttpUtil.isKeepAlive(request)
        || HttpUtil.is100ContinueExpected(request)) {
      return null;
    }
    long length = HttpUtil.getContentLength(request, -1L);
    String vouch = request.headers().get(Vouchers.HEADER);
    return vouch != null
            && length > 0
            && length <= endpoint.maxBody()
            && vouchers.check(vouch) instanceof Vouched.Believed believed
        ? believed.caller()
        : null;
  }

  void began() {
    underWay.incrementAndGet();
  }

  void answered(long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    ended();
  }

  void ended() {
    if (underWay.decrementAndGet() == 0) {
      whenAllAreAnswered.getAndSet(NOBODY).run();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  /** The shutdown has its own limit. */
  @Override
  public void stop(Runnable stopped) {
    stop();
    whenAllAreAnswered.set(stopped);
    if (underWay.get() == 0) {
      whenAllAreAnswered.getAndSet(NOBODY).run();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the framework has stopped to let anybody in, which does not know of these commands. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
