package io.berth.service.command;

import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.FrameWriter;
import io.berth.service.command.frame.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a service, with the commands that are under way on it, in any number. A command
 * that fails or runs out of time leaves the others alone.
 */
final class CommandConnection extends ChannelInboundHandlerAdapter
    implements FrameDecoder.Receiver {

  private static final int MAX_OUTCOME_BYTES = 4 << 20;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** The service, or a proxy before it, says that it is not there. */
  private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

  private final ServiceConnection owner;
  private final byte[] handshake;
  private final Duration handshakeTimeout;
  private final IntObjectMap<PendingCommand> commands = new IntObjectHashMap<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable FrameWriter frames;
  private boolean checkingLife;
  private boolean retired;
  private boolean closed;
  private int lastId;
  private long lastReadNanos;
  private long lastUsedNanos;

  /**
   * @param handshake the request that asks for the protocol
   */
  CommandConnection(ServiceConnection owner, byte[] handshake, Duration handshakeTimeout) {
    this.owner = owner;
    this.handshake = handshake;
    this.handshakeTimeout = handshakeTimeout;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    active.writeAndFlush(Unpooled.wrappedBuffer(handshake));
    active
        .executor()
        .schedule(
            () -> {
              if (frames == null) {
                close(new TimeoutException("no answer to the handshake"));
              }
            },
            handshakeTimeout.toMillis(),
            TimeUnit.MILLISECONDS);
    active.fireChannelActive();
  }

  /** Takes the answer to the handshake; frames go to the decoder that takes its place. */
  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    try {
      if (message instanceof HttpResponse response && frames == null) {
        finishHandshake(from, response);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void finishHandshake(ChannelHandlerContext from, HttpResponse response) {
    int status = response.status().code();
    if (response.decoderResult().isFailure()) {
      close(response.decoderResult().cause());
    } else if (status != SWITCHING_PROTOCOLS) {
      String answered = "answered " + status;
      close(
          UNAVAILABLE.contains(status)
              ? new IOException(answered)
              : new IllegalStateException(answered));
    } else {
      frames = new FrameWriter(from);
      lastUsedNanos = System.nanoTime();
      from.pipeline()
          .addBefore(from.name(), null, new FrameDecoder(this, MAX_OUTCOME_BYTES))
          .remove(HttpResponseDecoder.class);
      owner.opened(this);
    }
  }

  @Override
  public void received(byte type, int id, ByteBuf payload) {
    lastReadNanos = System.nanoTime();
    switch (type) {
      case Frames.OUTCOME -> {
        PendingCommand command = take(id);
        if (command != null) {
          command.receive(ByteBufUtil.getBytes(payload));
        }
      }
      case Frames.REJECTED -> {
        PendingCommand command = take(id);
        if (command != null) {
          command.reject(new IllegalStateException("the caller token is not accepted"));
        }
      }
      case Frames.GOAWAY -> {
        owner.retired(this);
        closeWhenDone();
      }
      default -> {}
    }
  }

  @Override
  public void oversized(byte type, int id) {
    lastReadNanos = System.nanoTime();
    PendingCommand command = take(id);
    if (command != null) {
      command.fail(new IllegalStateException("outcome is larger than " + MAX_OUTCOME_BYTES));
    }
  }

  private @Nullable PendingCommand take(int id) {
    PendingCommand command = commands.remove(id);
    if (retired && commands.isEmpty() && context != null) {
      context.executor().execute(this::closeWhenDone);
    }
    return command;
  }

  /** Whether further commands can be written without piling up here. */
  boolean isWritable() {
    return frames != null && context != null && context.channel().isWritable();
  }

  boolean isIdleSince(long nanos) {
    return commands.isEmpty() && lastUsedNanos - nanos < 0;
  }

  void send(PendingCommand command) {
    FrameWriter writer = writer();
    lastUsedNanos = System.nanoTime();
    do {
      lastId++;
    } while (commands.containsKey(lastId));
    commands.put(lastId, command);
    command.write(writer, lastId, this);
  }

  void cancel(PendingCommand command) {
    if (take(command.id()) != null && !closed) {
      writer().write(Frames.CANCEL, command.id());
    }
  }

  /** A connection that has brought nothing since a command was sent may be dead. */
  void checkAlive(PendingCommand unanswered) {
    ChannelHandlerContext current = context;
    if (checkingLife || closed || current == null || lastReadNanos - unanswered.sentNanos() > 0) {
      return;
    }
    checkingLife = true;
    writer().write(Frames.PING, 0);
    long pinged = System.nanoTime();
    current
        .executor()
        .schedule(
            () -> {
              checkingLife = false;
              if (lastReadNanos - pinged < 0) {
                close(new IOException("no sign of life"));
              }
            },
            SIGN_OF_LIFE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private FrameWriter writer() {
    FrameWriter writer = frames;
    if (writer == null) {
      throw new IllegalStateException("not connected");
    }
    return writer;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    if (changed.channel().isWritable()) {
      owner.writable();
    }
    changed.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    close(
        switch (cause) {
          case ClosedChannelException closedChannel -> new IOException("hung up", closedChannel);
          case DecoderException tls when tls.getCause() instanceof IOException failed -> failed;
          default -> cause;
        });
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    close(new IOException("hung up before the answer"));
  }

  /** Nothing more is sent; the connection closes when its last command is over. */
  void closeWhenDone() {
    retired = true;
    if (commands.isEmpty()) {
      close(new ClosedChannelException());
    }
  }

  private void close(Throwable why) {
    if (closed) {
      return;
    }
    closed = true;
    owner.closed(this, why);
    List<PendingCommand> broken = List.copyOf(commands.values());
    commands.clear();
    broken.forEach(command -> command.fail(why));
    if (context != null) {
      context.close();
    }
  }
}
