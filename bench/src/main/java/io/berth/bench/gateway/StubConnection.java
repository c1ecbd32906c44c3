package io.berth.bench.gateway;

import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.FrameWriter;
import io.berth.service.command.frame.Frames;
import io.berth.service.directory.DirectoryState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the stub: HTTP, or commands after a request for their protocol. What one read
 * brings is answered with one write. Nothing is verified, and answers are made once.
 */
final class StubConnection extends ChannelInboundHandlerAdapter implements FrameDecoder.Receiver {

  private static final int MAX_PAYLOAD = 1 << 20;

  private final byte[] keys;
  private final byte[] directory;
  private final byte[] answer;
  private @Nullable FrameWriter frames;
  private String uri = "";
  private boolean asksForCommands;

  /**
   * @param keys public keys as JSON
   * @param directory state of the app directory as JSON
   * @param answer JSON response to all other requests and commands
   */
  StubConnection(byte[] keys, byte[] directory, byte[] answer) {
    this.keys = keys;
    this.directory = directory;
    this.answer = answer;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      uri = request.uri();
      asksForCommands =
          request.headers().containsValue(HttpHeaderNames.UPGRADE, Frames.PROTOCOL, true);
    }
    if (message instanceof LastHttpContent && asksForCommands) {
      takeCommands(context);
    } else if (message instanceof LastHttpContent) {
      byte[] body =
          switch (uri) {
            case "/.well-known/jwks.json" -> keys;
            case DirectoryState.PATH -> directory;
            default -> answer;
          };
      FullHttpResponse response = response(HttpResponseStatus.OK, body);
      response
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
      context.write(response);
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  private void takeCommands(ChannelHandlerContext context) {
    FullHttpResponse response = response(HttpResponseStatus.SWITCHING_PROTOCOLS, new byte[0]);
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.UPGRADE, Frames.PROTOCOL);
    context.writeAndFlush(response);
    frames = new FrameWriter(context);
    context
        .pipeline()
        .replace(HttpServerCodec.class, "frames", new FrameDecoder(this, MAX_PAYLOAD));
  }

  @Override
  public void received(byte type, int id, ByteBuf payload) {
    FrameWriter writer = Objects.requireNonNull(frames);
    if (type == Frames.COMMAND) {
      writer.write(Frames.OUTCOME, id, answer);
    } else if (type == Frames.PING) {
      writer.write(Frames.PONG, id);
    }
  }

  @Override
  public void oversized(byte type, int id) {
    throw new IllegalStateException("no command of a benchmark is that long");
  }

  /** Clients may hang up at any time. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private static FullHttpResponse response(HttpResponseStatus status, byte[] body) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
  }
}
