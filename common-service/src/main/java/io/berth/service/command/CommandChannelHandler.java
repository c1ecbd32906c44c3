package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.FrameWriter;
import io.berth.service.command.frame.Frames;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import tools.jackson.databind.ObjectWriter;

/**
 * Serves the commands of one connection beside each other and answers each when its outcome is
 * there. Touched by its event loop alone. When more is under way than a connection may have, or
 * nobody reads the outcomes, nothing more is read.
 */
final class CommandChannelHandler extends ChannelDuplexHandler implements FrameDecoder.Receiver {
  private static final Logger log = LoggerFactory.getLogger(CommandChannelHandler.class);
  private static final ObjectWriter OUTCOMES = BerthJson.mapper().writerFor(Outcome.class);
  private static final int MAX_COMMANDS = 4096;
  private static final int MAX_BYTES = 16 << 20;

  /** Time in which a client learns that the connection ends, with commands still on their way. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** A command that is carried out. */
  private static final class Execution {
    private final String requestId;
    private final int bytes;
    private final long sinceNanos = System.nanoTime();
    private @Nullable Disposable work;

    Execution(String requestId, int bytes) {
      this.requestId = requestId;
      this.bytes = bytes;
    }
  }

  private final CommandServer server;
  private final IntObjectMap<Execution> executions = new IntObjectHashMap<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable FrameWriter frames;
  private int bytes;
  private boolean goingAway;

  CommandChannelHandler(CommandServer server) {
    this.server = server;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    frames = new FrameWriter(added);
  }

  /** Only frames arrive here, through the decoder. */
  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void received(byte type, int id, ByteBuf payload) {
    switch (type) {
      case Frames.COMMAND -> execute(id, payload);
      case Frames.CANCEL -> cancel(id);
      case Frames.PING -> writer().write(Frames.PONG, id);
      default -> {}
    }
  }

  @Override
  public void oversized(byte type, int id) {
    if (type == Frames.COMMAND) {
      writer().write(Frames.OUTCOME, id, json(Outcome.Refusal.of(ErrorCode.BODY_TOO_LARGE)));
    }
  }

  private void execute(int id, ByteBuf payload) {
    String token = text(payload, payload.readUnsignedShort());
    String brought = text(payload, payload.readUnsignedByte());
    if (executions.containsKey(id)) {
      throw new CorruptedFrameException("two commands with the id " + id);
    }
    switch (server.verify(token)) {
      case CallerVerification.Rejected(String why) -> {
        log.warn("refused a command: {}", why);
        writer().write(Frames.REJECTED, id);
      }
      case CallerVerification.Verified(Caller caller, _) -> {
        if (payload.readableBytes() > server.maxBody()) {
          oversized(Frames.COMMAND, id);
          return;
        }
        byte[] body = new byte[payload.readableBytes()];
        payload.readBytes(body);
        String requestId = RequestId.acceptable(brought) ? brought : RequestId.fresh();
        execute(id, caller, new Execution(requestId, body.length), body);
      }
    }
  }

  private void execute(int id, Caller caller, Execution execution, byte[] body) {
    executions.put(id, execution);
    bytes += execution.bytes;
    server.began();
    execution.work =
        server
            .executor()
            .execute(body, caller)
            .map(CommandChannelHandler::json)
            .contextWrite(values -> values.put(RequestId.KEY, execution.requestId))
            .subscribe(
                outcome -> onLoop(() -> answer(id, execution, outcome)),
                mistake -> {
                  log.error("no answer to request {}", execution.requestId, mistake);
                  onLoop(() -> answer(id, execution, json(Outcome.Refusal.of(ErrorCode.INTERNAL))));
                });
    readOrWait();
  }

  private void answer(int id, Execution execution, byte[] outcome) {
    if (executions.get(id) != execution) {
      return;
    }
    executions.remove(id);
    bytes -= execution.bytes;
    server.ended(System.nanoTime() - execution.sinceNanos);
    writer().write(Frames.OUTCOME, id, outcome);
    closeIfDone();
    readOrWait();
  }

  private void cancel(int id) {
    Execution execution = executions.remove(id);
    if (execution != null) {
      bytes -= execution.bytes;
      stop(execution);
      closeIfDone();
      readOrWait();
    }
  }

  private void stop(Execution execution) {
    if (execution.work != null) {
      execution.work.dispose();
    }
    server.ended();
  }

  private void readOrWait() {
    boolean room =
        executions.size() < MAX_COMMANDS && bytes < MAX_BYTES && channel().channel().isWritable();
    if (room != channel().channel().config().isAutoRead()) {
      channel().channel().config().setAutoRead(room);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    readOrWait();
    changed.fireChannelWritabilityChanged();
  }

  /**
   * A server that stops says so and goes on: the client has sent more by the time it hears that,
   * and hangs up when it has all outcomes. One that does not hang up is left.
   */
  @Override
  public void close(ChannelHandlerContext from, ChannelPromise promise) {
    from.channel().closeFuture().addListener(_ -> promise.trySuccess());
    if (!goingAway) {
      goingAway = true;
      server.began();
      from.channel().closeFuture().addListener(_ -> server.ended());
      writer().write(Frames.GOAWAY, 0);
      closeIfDone();
    }
  }

  private void closeIfDone() {
    if (goingAway && executions.isEmpty()) {
      channel().executor().schedule(this::leave, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void leave() {
    if (executions.isEmpty()) {
      channel().close();
    }
  }

  /** Clients may hang up at any time. */
  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    if (cause instanceof DecoderException) {
      log.warn(
          "closed a connection that does not speak the command protocol: {}", cause.toString());
    } else if (!(cause instanceof IOException)) {
      log.error("commands cannot be served", cause);
    }
    from.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    List<Execution> abandoned = List.copyOf(executions.values());
    executions.clear();
    abandoned.forEach(this::stop);
    from.fireChannelInactive();
  }

  private void onLoop(Runnable work) {
    if (channel().executor().inEventLoop()) {
      work.run();
    } else {
      channel().executor().execute(work);
    }
  }

  private ChannelHandlerContext channel() {
    ChannelHandlerContext current = context;
    if (current == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return current;
  }

  private FrameWriter writer() {
    FrameWriter current = frames;
    if (current == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return current;
  }

  private static byte[] json(Outcome outcome) {
    return OUTCOMES.writeValueAsBytes(outcome);
  }

  private static String text(ByteBuf payload, int length) {
    return payload.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
  }
}
