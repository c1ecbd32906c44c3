package io.berth.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.token.TokenCommand;
import io.berth.service.caller.CallerTokenProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.fixture.FixtureService;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tests the command path with a stand-in for the framework behind it in the pipeline. */
class CommandChannelHandlerTests {

  private static final int MAX_BODY = 10_000;
  private static final byte[] COMMAND =
      BerthJson.mapper()
          .writerFor(Command.class)
          .writeValueAsBytes(new TokenCommand.ReadTokenLife());

  private final CallerTokens gateway = FixtureService.gateway();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Queue<Sinks.One<Outcome>> answers = new ArrayDeque<>();
  private final AtomicBoolean givenUp = new AtomicBoolean();
  private final CommandEndpoint endpoint =
      new CommandEndpoint(
          (command, caller) -> work(), meters, new CommandProperties(DataSize.ofBytes(MAX_BODY)));
  private final CommandServer intake = new CommandServer(endpoint, callerTokens(), meters);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new CommandChannelHandler(intake, endpoint));

  private Mono<Outcome> work() {
    Sinks.One<Outcome> answer = Sinks.one();
    answers.add(answer);
    return answer.asMono().doOnCancel(() -> givenUp.set(true));
  }

  private static CallerTokens callerTokens() {
    return new CallerTokens(
        new CallerTokenProperties(
            "did-service",
            Map.of(),
            Map.of("gateway", FixtureService.KEY),
            Set.of("gateway"),
            Map.of(),
            List.of(),
            false),
        Clock.systemUTC());
  }

  private HttpRequest request(HttpMethod method, String path, int length) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
    request
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, length)
        .set(RequestId.HEADER, "request-1")
        .set(
            CallerTokens.HEADER,
            gateway.issue(
                FixtureService.caller(Caller.Kind.SERVER, Set.of(), "request-1"), "did-service"));
    return request;
  }

  private HttpRequest command() {
    return request(HttpMethod.POST, "/commands", COMMAND.length);
  }

  private static HttpContent end(byte[] bytes) {
    return new DefaultLastHttpContent(Unpooled.copiedBuffer(bytes));
  }

  private void carriedOut() {
    answers.remove().tryEmitValue(new Outcome.Done());
    channel.runPendingTasks();
  }

  private String answer() {
    FullHttpResponse response = channel.readOutbound();
    try {
      assertThat(response.headers().get(RequestId.HEADER)).isEqualTo("request-1");
      return response.content().toString(StandardCharsets.UTF_8);
    } finally {
      response.release();
    }
  }

  @Test
  void answersOneCommandAfterAnotherWithoutTheFramework() {
    for (int round = 1; round <= 2; round++) {
      channel.writeInbound(command(), end(COMMAND));
      carriedOut();
      assertThat(answer()).contains("Done");
    }
    assertThat(channel.inboundMessages()).isEmpty();
    assertThat(meters.get("http.server.requests").tag("uri", "/commands").timer().count())
        .isEqualTo(2);
  }

  @Test
  void putsACommandTogetherThatComesInPieces() {
    ByteBuf first = Unpooled.copiedBuffer(COMMAND, 0, 5);
    ByteBuf rest = Unpooled.copiedBuffer(COMMAND, 5, COMMAND.length - 5);
    channel.writeInbound(command(), new DefaultHttpContent(first));
    assertThat(answers).isEmpty();
    channel.writeInbound(new DefaultLastHttpContent(rest));
    carriedOut();
    assertThat(answer()).contains("Done");
  }

  @Test
  void leavesTheConnectionToTheFrameworkFromTheFirstOtherRequestOn() {
    channel.writeInbound(command(), end(COMMAND));
    carriedOut();
    assertThat(answer()).contains("Done");
    channel.writeInbound(request(HttpMethod.GET, "/form", 0), end(new byte[0]));
    channel.writeInbound(command(), end(COMMAND));
    assertThat(channel.inboundMessages()).hasSize(4);
    assertThat(answers).isEmpty();
    channel.releaseInbound();
  }

  @Test
  void leavesWhatIsToBeRefusedToTheFramework() {
    HttpRequest withoutToken = command();
    withoutToken.headers().remove(CallerTokens.HEADER);
    HttpRequest forged = command();
    forged.headers().set(CallerTokens.HEADER, forged.headers().get(CallerTokens.HEADER) + "A");
    HttpRequest endless = command();
    endless.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    HttpRequest waiting = command();
    waiting.headers().set(HttpHeaderNames.EXPECT, "100-continue");
    HttpRequest last = command();
    last.headers().set(HttpHeaderNames.CONNECTION, "close");
    HttpRequest large = request(HttpMethod.POST, "/commands", MAX_BODY + 1);
    for (HttpRequest request : List.of(withoutToken, forged, endless, waiting, last, large)) {
      EmbeddedChannel fresh = new EmbeddedChannel(new CommandChannelHandler(intake, endpoint));
      fresh.writeInbound(request);
      assertThat(fresh.<Object>readInbound()).isSameAs(request);
      fresh.close();
    }
    channel.close();
  }

  @Test
  void hangsUpOnWhoSendsTheNextBeforeTheAnswer() {
    channel.writeInbound(command(), end(COMMAND));
    channel.writeInbound(command());
    assertThat(channel.isOpen()).isFalse();
    assertThat(givenUp).isTrue();
  }

  @Test
  void givesUpWorkForWhoHasHungUp() {
    channel.writeInbound(command(), end(COMMAND));
    channel.pipeline().fireChannelInactive();
    assertThat(givenUp).isTrue();
  }

  @Test
  void givesTheAnswerThatIsOwedBeforeItStops() {
    AtomicBoolean stopped = new AtomicBoolean();
    channel.writeInbound(command(), end(COMMAND));
    ChannelFuture closed = channel.close();
    intake.stop(() -> stopped.set(true));
    assertThat(closed.isDone()).isFalse();
    assertThat(stopped).isFalse();
    carriedOut();
    assertThat(answer()).contains("Done");
    assertThat(closed.isDone()).isTrue();
    assertThat(stopped).isTrue();
  }

  @Test
  void stopsAtOnceWhereNobodyWaits() {
    AtomicBoolean stopped = new AtomicBoolean();
    intake.stop(() -> stopped.set(true));
    assertThat(stopped).isTrue();
    channel.close();
    assertThat(channel.isOpen()).isFalse();
  }
}
