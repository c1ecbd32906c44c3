package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.service.connection.RequestHeads;
import io.berth.service.runtime.UnderWay;
import io.berth.service.vouch.Vouched;
import io.berth.service.vouch.Vouchers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.NettyPipeline;

/**
 * Takes commands as {@link CommandClient} sends them from their connections before the framework
 * sees them, and waits for those under way when the service stops.
 */
final class CommandIntake extends UnderWay
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private static final String NAME = "berth.commands";

  private final CommandEndpoint endpoint;
  private final Vouchers vouchers;
  private final Timer requests;

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
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
      pipeline.addBefore(RequestHeads.placeIn(pipeline), NAME, new CommandVisits(this, endpoint));
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

  void answered(long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    ended();
  }
}
