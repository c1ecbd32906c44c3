package io.berth.service.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client is still sending after it has got its answer. Closing at once
 * would reset the connection, and the client would lose the answer that says what was wrong (RFC
 * 9112, 9.6): so only our side is closed, and what still comes is dropped for a short time.
 */
final class LingeringClose {

  private static final long LONGEST_MILLIS = 2_000;

  private final ChannelHandlerContext context;
  private final ChannelPromise promise;

  private LingeringClose(ChannelHandlerContext context, ChannelPromise promise) {
    this.context = context;
    this.promise = promise;
  }

  static LingeringClose begin(ChannelHandlerContext context, ChannelPromise promise) {
    LingeringClose close = new LingeringClose(context, promise);
    Channel channel = context.channel();
    if (channel instanceof DuplexChannel duplex
        && context.pipeline().get(SslHandler.class) == null) {
      duplex.shutdownOutput();
    }
    channel.config().setAutoRead(true);
    context.executor().schedule(close::end, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    return close;
  }

  /** Everybody who closes from now on is told when it is done. */
  void join(ChannelPromise other) {
    promise.addListener(closed -> other.trySuccess());
  }

  void end() {
    context.close(promise);
  }

  void closed() {
    promise.trySuccess();
  }
}
