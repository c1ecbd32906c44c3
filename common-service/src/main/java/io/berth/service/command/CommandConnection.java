package io.berth.service.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection to a service, which carries one exchange at a time. */
final class CommandConnection extends ChannelInboundHandlerAdapter {
  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final int OK = 200;

  /** The service, or what stands before it, says that it is not there. */
  private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

  private final ConnectionPool lane;
  private final byte[] head;
  private @Nullable ChannelHandlerContext context;
  private @Nullable PendingCommand exchange;
  private @Nullable ByteArrayOutputStream parts;
  private int status;
  private boolean reusable;
  private long idleSinceNanos;

  CommandConnection(ConnectionPool lane, byte[] head) {
    this.lane = lane;
    this.head = head;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  void carry(PendingCommand next) {
    ChannelHandlerContext to = context;
    if (to == null) {
      throw new IllegalStateException("not connected");
    }
    exchange = next;
    next.carriedBy(this);
    to.writeAndFlush(next.request(head, to.alloc()))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                exceptionCaught(to, written.cause());
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    try {
      if (message instanceof HttpResponse response) {
        status = response.status().code();
        reusable = HttpUtil.isKeepAlive(response);
      }
      if (message instanceof HttpContent content) {
        read(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      breakOff(content.decoderResult().cause());
      return;
    }
    ByteBuf part = content.content();
    boolean last = content instanceof LastHttpContent;
    if (last && parts == null) {
      finish(ByteBufUtil.getBytes(part));
      return;
    }
    ByteArrayOutputStream all = parts == null ? new ByteArrayOutputStream() : parts;
    parts = all;
    if (all.size() + part.readableBytes() > MAX_ANSWER_BYTES) {
      breakOff(new IllegalStateException("answer is larger than " + MAX_ANSWER_BYTES));
      return;
    }
    all.writeBytes(ByteBufUtil.getBytes(part));
    if (last) {
      finish(all.toByteArray());
    }
  }

  private void finish(byte[] answer) {
    PendingCommand finished = exchange;
    exchange = null;
    parts = null;
    if (finished == null || !reusable) {
      close();
    } else {
      lane.released(this);
    }
    if (finished == null) {
      return;
    }
    if (status == OK) {
      finished.answer(answer);
    } else if (UNAVAILABLE.contains(status)) {
      finished.fail(new IOException("answered " + status));
    } else {
      finished.fail(new IllegalStateException("answered " + status));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    breakOff(cause instanceof ClosedChannelException ? new IOException("hung up", cause) : cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    breakOff(new IOException("hung up before the answer"));
    lane.closed(this);
  }

  private void breakOff(Throwable why) {
    PendingCommand broken = exchange;
    exchange = null;
    if (broken != null) {
      broken.fail(why);
    }
    close();
  }

  void close() {
    if (context != null) {
      context.close();
    }
  }

  void idleSince(long nanos) {
    idleSinceNanos = nanos;
  }

  long idleSince() {
    return idleSinceNanos;
  }
}
