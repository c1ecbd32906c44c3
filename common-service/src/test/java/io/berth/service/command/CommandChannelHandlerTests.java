package io.berth.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.token.TokenCommand;
import io.berth.service.caller.CallerTokenProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.Frames;
import io.berth.service.fixture.FixtureService;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.AccessLogProperties;
import io.berth.service.trace.RequestId;
import io.berth.service.trace.Tracing;
import io.berth.service.trace.TracingProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Frames go in, frames come out; the commands end when a test says so. */
class CommandChannelHandlerTests {

  private static final int MAX_BODY = 10_000;
  private static final byte[] COMMAND =
      BerthJson.mapper()
          .writerFor(Command.class)
          .writeValueAsBytes(new TokenCommand.ReadTokenLife());

  private record Frame(byte type, int id, String payload) {}

  private final CallerTokens gateway = FixtureService.gateway();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Sinks.One<Outcome>> answers = new ArrayList<>();
  private final List<String> requestIds = new ArrayList<>();
  private final Map<Integer, Boolean> givenUp = new HashMap<>();
  private final CommandServer server =
      new CommandServer(
          CommandServer.PATH,
          MAX_BODY,
          did()::verify,
          new CommandEndpoint(
              new CommandDispatcher(
                  CommandHandlers.builder()
                      .on(TokenCommand.ReadTokenLife.class, (command, caller) -> work())
                      .build(),
                  List.of()),
              meters,
              new AccessLog(
                  new AccessLogProperties(0),
                  new Tracing(new TracingProperties(null, 0, false), "test"),
                  Clock.systemUTC(),
                  meters)),
          meters);
  private final CommandChannelHandler handler = new CommandChannelHandler(server);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new FrameDecoder(handler, MAX_BODY + 2_000), handler);

  private Mono<Outcome> work() {
    Sinks.One<Outcome> answer = Sinks.one();
    int number = answers.size();
    answers.add(answer);
    return Mono.deferContextual(
        context -> {
          requestIds.add(context.get(RequestId.KEY));
          return answer.asMono().doOnCancel(() -> givenUp.put(number, true));
        });
  }

  private static CallerTokens did() {
    return new CallerTokens(
        new CallerTokenProperties(
            "did-service",
            Map.of(),
            Map.of("gateway", List.of(FixtureService.KEY)),
            Set.of("gateway"),
            Map.of(),
            List.of(),
            false),
        Clock.systemUTC());
  }

  private String token() {
    return gateway.issue(
        FixtureService.caller(Caller.Kind.SERVER, Set.of(), "request-1"), "did-service");
  }

  private ByteBuf command(int id) {
    return command(id, token(), "request-" + id, COMMAND);
  }

  private static ByteBuf command(int id, String token, String requestId, byte[] body) {
    ByteBuf payload = Unpooled.buffer();
    payload.writeShort(token.length());
    payload.writeCharSequence(token, StandardCharsets.ISO_8859_1);
    payload.writeByte(requestId.length());
    payload.writeCharSequence(requestId, StandardCharsets.ISO_8859_1);
    payload.writeBytes(body);
    return frame(Frames.COMMAND, id, payload);
  }

  private static ByteBuf frame(byte type, int id, ByteBuf payload) {
    return Unpooled.buffer()
        .writeInt(Frames.COUNTED_HEADER_BYTES + payload.readableBytes())
        .writeByte(type)
        .writeInt(id)
        .writeBytes(payload);
  }

  private void carriedOut(int number) {
    answers.get(number).tryEmitValue(new Outcome.Done());
    channel.runPendingTasks();
  }

  private List<Frame> received() {
    channel.runPendingTasks();
    List<Frame> frames = new ArrayList<>();
    ByteBuf written;
    while ((written = channel.readOutbound()) != null) {
      while (written.isReadable()) {
        int length = written.readInt() - Frames.COUNTED_HEADER_BYTES;
        frames.add(
            new Frame(
                written.readByte(),
                written.readInt(),
                written.readCharSequence(length, StandardCharsets.UTF_8).toString()));
      }
      written.release();
    }
    return frames;
  }

  @Test
  void sendsOutcomesInTheOrderOfTheirCompletion() {
    channel.writeInbound(command(1), command(2), command(3));
    carriedOut(2);
    carriedOut(0);
    assertThat(received()).extracting(Frame::id).containsExactly(3, 1);
    carriedOut(1);
    assertThat(received())
        .singleElement()
        .satisfies(
            frame -> {
              assertThat(frame.type()).isEqualTo(Frames.OUTCOME);
              assertThat(frame.id()).isEqualTo(2);
              assertThat(frame.payload()).contains("Done");
            });
    assertThat(requestIds).containsExactly("request-1", "request-2", "request-3");
    assertThat(meters.get("http.server.requests").tag("uri", "/commands").timer().count())
        .isEqualTo(3);
  }

  @Test
  void writesTheOutcomesOfOneTurnTogether() {
    channel.writeInbound(command(1), command(2));
    answers.forEach(answer -> answer.tryEmitValue(new Outcome.Done()));
    channel.runPendingTasks();
    ByteBuf both = channel.readOutbound();
    assertThat(channel.<Object>readOutbound()).isNull();
    assertThat(both.toString(StandardCharsets.UTF_8)).containsPattern("Done[^D]*Done");
    both.release();
  }

  @Test
  void joinsACommandThatArrivesInPieces() {
    ByteBuf whole = command(7);
    channel.writeInbound(whole.readRetainedSlice(3));
    channel.writeInbound(whole.readRetainedSlice(40));
    assertThat(answers).isEmpty();
    channel.writeInbound(whole);
    carriedOut(0);
    assertThat(received()).extracting(Frame::id).containsExactly(7);
  }

  @Test
  void rejectsACommandWithoutAGoodCallerTokenAndGoesOn() {
    IntFunction<ByteBuf> forged = id -> command(id, token() + "A", "request-1", COMMAND);
    channel.writeInbound(forged.apply(1), command(2, "", "request-1", COMMAND), command(3));
    carriedOut(0);
    assertThat(received())
        .extracting(Frame::type)
        .containsExactly(Frames.REJECTED, Frames.REJECTED, Frames.OUTCOME);
    assertThat(answers).hasSize(1);
  }

  @Test
  void refusesATooLargeCommandAndGoesOn() {
    channel.writeInbound(
        command(1, token(), "request-1", new byte[MAX_BODY + 2_000]),
        command(2, token(), "request-1", new byte[MAX_BODY + 1]),
        command(3));
    carriedOut(0);
    List<Frame> frames = received();
    assertThat(frames).extracting(Frame::id).containsExactly(1, 2, 3);
    assertThat(frames.subList(0, 2)).allMatch(frame -> frame.payload().contains("BODY_TOO_LARGE"));
  }

  @Test
  void refusesWhatIsNoCommandNamingTheField() {
    channel.writeInbound(
        command(
            1, token(), "request-1", "{\"type\":\"ReadUser\"}".getBytes(StandardCharsets.UTF_8)),
        command(2, token(), "request-1", new byte[0]));
    assertThat(received())
        .satisfiesExactly(
            first -> assertThat(first.payload()).contains("BAD_PARAMETER", "user"),
            second -> assertThat(second.payload()).contains("BAD_PARAMETER"));
    assertThat(answers).isEmpty();
  }

  @Test
  void saysOfACommandOfANewerVersionThatItMaySucceedLater() {
    channel.writeInbound(
        command(
            1, token(), "request-1", "{\"type\":\"FlyToMoon\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(received())
        .singleElement()
        .satisfies(frame -> assertThat(frame.payload()).contains("MAINTENANCE"));
    assertThat(answers).isEmpty();
  }

  @Test
  void replacesARequestIdThatCouldForgeLogLines() {
    channel.writeInbound(command(1, token(), "a b\n", COMMAND));
    assertThat(requestIds).singleElement().asString().matches("[0-9a-f]{32}");
    channel.close();
  }

  @Test
  void givesUpACancelledCommandAndNoOther() {
    channel.writeInbound(command(1), command(2), frame(Frames.CANCEL, 1, Unpooled.EMPTY_BUFFER));
    assertThat(givenUp).containsOnlyKeys(0);
    carriedOut(1);
    assertThat(received()).extracting(Frame::id).containsExactly(2);
  }

  @Test
  void givesUpAllWorkOfAClientThatHasHungUp() {
    channel.writeInbound(command(1), command(2));
    channel.pipeline().fireChannelInactive();
    assertThat(givenUp).containsOnlyKeys(0, 1);
  }

  @Test
  void respondsToAPing() {
    channel.writeInbound(frame(Frames.PING, 9, Unpooled.EMPTY_BUFFER));
    assertThat(received()).containsExactly(new Frame(Frames.PONG, 9, ""));
  }

  @Test
  void hangsUpOnWhatIsNoFrame() {
    channel.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.UTF_8));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void hangsUpOnTwoCommandsWithTheSameId() {
    channel.writeInbound(command(1), command(1));
    assertThat(channel.isOpen()).isFalse();
    assertThat(givenUp).containsOnlyKeys(0);
  }

  @Test
  void readsNoMoreWhileTooMuchIsUnderWay() {
    for (int id = 1; id <= 4096; id++) {
      channel.writeInbound(command(id));
    }
    assertThat(channel.config().isAutoRead()).isFalse();
    carriedOut(17);
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.close();
  }

  @Test
  void finishesCommandsUnderWayBeforeItStops() {
    AtomicBoolean stopped = new AtomicBoolean();
    channel.writeInbound(command(1));
    ChannelFuture closed = channel.close();
    server.stop(() -> stopped.set(true));
    assertThat(received()).containsExactly(new Frame(Frames.GOAWAY, 0, ""));
    assertThat(closed.isDone()).isFalse();
    assertThat(stopped).isFalse();
    // Sent before the client has heard of the stop.
    channel.writeInbound(command(2));
    carriedOut(0);
    carriedOut(1);
    assertThat(received()).extracting(Frame::type).containsOnly(Frames.OUTCOME);
    assertThat(stopped).isFalse();
    channel.pipeline().firstContext().close();
    assertThat(closed.isDone()).isTrue();
    assertThat(stopped).isTrue();
  }

  @Test
  void leavesAClientThatDoesNotHangUp() {
    // As close() of the channel, which would cancel what is scheduled.
    ChannelFuture closed = channel.pipeline().close();
    assertThat(received()).containsExactly(new Frame(Frames.GOAWAY, 0, ""));
    assertThat(closed.isDone()).isFalse();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(closed.isDone()).isTrue();
  }
}
