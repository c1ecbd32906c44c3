package io.berth.service.command;

import io.berth.service.caller.CallerTokens;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.frame.Frames;
import io.berth.service.connection.RequestHeadValidator;
import io.berth.service.runtime.InFlightRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.NettyPipeline;

/**
 * Takes the connections of {@link CommandClient} at a service's port before the framework sees
 * them, and waits for the commands under way when the service stops. A request for the protocol
 * without a good caller token is left to the framework, as any other.
 */
public final class CommandServer extends InFlightRequests
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  /** Path that takes a service's commands. */
  public static final String PATH = "/commands";

  private static final String HANDLER = "berth.commands";

  private final String path;
  private final Function<String, CallerVerification> verifier;
  private final CommandExecutor executor;
  private final int maxBody;
  private final Timer requests;

  /**
   * @param path that takes commands
   * @param maxBody longest command that is read, in bytes
   * @param verifier of caller tokens
   */
  public CommandServer(
      String path,
      int maxBody,
      Function<String, CallerVerification> verifier,
      CommandExecutor executor,
      MeterRegistry meters) {
    this.path = path;
    this.maxBody = maxBody;
    this.verifier = verifier;
    this.executor = executor;
    // As the framework counts what it answers.
    this.requests =
        Timer.builder("http.server.requests")
            .tags("method", "POST", "uri", path, "status", "200")
            .tags("outcome", "SUCCESS", "exception", "none", "error", "none")
            .register(meters);
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(
        server -> server.doOnChannelInit((observer, channel, address) -> prepare(channel)));
  }

  /** Makes a new connection of an HTTP server ready to take commands. */
  public void prepare(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
      pipeline.addBefore(
          RequestHeadValidator.placeIn(pipeline), HANDLER, new CommandUpgradeHandler(this));
    }
  }

  /** Whether a request asks for the protocol and may have it. */
  boolean accepts(HttpRequest request) {
    String token = request.headers().get(CallerTokens.HEADER);
    return request.decoderResult().isSuccess()
        && request.method().equals(HttpMethod.GET)
        && request.uri().equals(path)
        && request.headers().containsValue(HttpHeaderNames.UPGRADE, Frames.PROTOCOL, true)
        && token != null
        && verify(token) instanceof CallerVerification.Verified;
  }

  CallerVerification verify(String callerToken) {
    return verifier.apply(callerToken);
  }

  int maxBody() {
    return maxBody;
  }

  CommandExecutor executor() {
    return executor;
  }

  void ended(long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    ended();
  }
}
