package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.service.caller.CallerTokens;
import io.berth.service.caller.CallerVerification;
import io.berth.service.connection.RequestHeadValidator;
import io.berth.service.runtime.InFlightRequests;
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
final class CommandServer extends InFlightRequests
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private static final String NAME = "berth.commands";

  private final CommandEndpoint endpoint;
  private final CallerTokens callerTokens;
  private final Timer requests;

  CommandServer(CommandEndpoint endpoint, CallerTokens callerTokens, MeterRegistry meters) {
    this.endpoint = endpoint;
    this.callerTokens = callerTokens;
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
      pipeline.addBefore(
          RequestHeadValidator.placeIn(pipeline), NAME, new CommandChannelHandler(this, endpoint));
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
    String vouch = request.headers().get(CallerTokens.HEADER);
    return vouch != null
            && length > 0
            && length <= endpoint.maxBody()
            && callerTokens.verify(vouch) instanceof CallerVerification.Verified believed
        ? believed.caller()
        : null;
  }

  void answered(long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    ended();
  }
}
