package io.berth.service.command;

import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.Frames;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.NettyPipeline;

/**
 * Looks at the first request of a connection: one that asks for the command protocol gets it, and
 * with any other the connection is the framework's.
 */
final class CommandUpgradeHandler extends ChannelInboundHandlerAdapter {

  /** Room for a frame's caller token and request id. */
  private static final int MAX_HEAD = 16 * 1024;

  private final CommandServer server;
  private boolean accepted;

  CommandUpgradeHandler(CommandServer server) {
    this.server = server;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!accepted && message instanceof HttpRequest request) {
      accepted = server.accepts(request);
      if (!accepted) {
        context.pipeline().remove(this);
      }
    }
    if (!accepted) {
      context.fireChannelRead(message);
      return;
    }
    boolean complete = message instanceof LastHttpContent;
    ReferenceCountUtil.release(message);
    if (complete) {
      upgrade(context);
    }
  }

  private void upgrade(ChannelHandlerContext context) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.UPGRADE, Frames.PROTOCOL);
    context.writeAndFlush(response);
    ChannelPipeline pipeline = context.pipeline();
    // Bytes are read as they come from now on, and not when the framework asks for them.
    context.channel().config().setAutoRead(true);
    CommandChannelHandler handler = new CommandChannelHandler(server);
    pipeline.addAfter(context.name(), null, handler);
    pipeline.addAfter(context.name(), null, new FrameDecoder(handler, server.maxBody() + MAX_HEAD));
    pipeline.remove(NettyPipeline.HttpCodec);
    pipeline.remove(this);
  }
}
