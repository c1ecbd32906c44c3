package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.service.connection.IncomingBody;
import io.berth.service.trace.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * A connection that has carried nothing but commands so far, one after another. The first request
 * that is anything else goes to the framework, and with it the connection. Touched by its event
 * loop alone.
 */
final class CommandChannelHandler extends ChannelDuplexHandler {
  private static final Logger log = LoggerFactory.getLogger(CommandChannelHandler.class);

  /** The one under way. */
  private static final class Visit {
    private final Caller caller;
    private final String requestId;
    private final IncomingBody body;
    private final long sinceNanos = System.nanoTime();
    private @Nullable Disposable work;

    Visit(Caller caller, HttpRequest request) {
      String brought = request.headers().get(RequestId.HEADER);
      this.caller = caller;
      this.requestId =
          brought != null && RequestId.acceptable(brought) ? brought : RequestId.fresh();
      this.body =
          new IncomingBody(
              request.headers(), Math.toIntExact(HttpUtil.getContentLength(request, 0L)));
    }
  }

  private final CommandServer intake;
  private final CommandEndpoint endpoint;
  private boolean frameworkReadsOnDemand;
  private @Nullable Visit visit;
  private @Nullable ChannelPromise closing;

  CommandChannelHandler(CommandServer intake, CommandEndpoint endpoint) {
    this.intake = intake;
    this.endpoint = endpoint;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    frameworkReadsOnDemand = !context.channel().config().isAutoRead();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (visit == null && message instanceof HttpRequest request) {
      begin(context, request);
      return;
    }
    try {
      if (visit != null
          && message instanceof HttpContent part
          && part.decoderResult().isSuccess()) {
        read(context, visit, part);
      } else {
        // Nobody who sends commands sends the next before the answer.
        context.close();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    Caller caller = intake.caller(request);
    if (caller == null) {
      context.channel().config().setAutoRead(!frameworkReadsOnDemand);
      context.pipeline().remove(this);
      context.fireChannelRead(request);
      return;
    }
    // Here it is noticed when who asked hangs up.
    context.channel().config().setAutoRead(true);
    visit = new Visit(caller, request);
    intake.began();
    ReferenceCountUtil.release(request);
  }

  private void read(ChannelHandlerContext context, Visit current, HttpContent part) {
    current.body.add(part.content());
    if (part instanceof LastHttpContent) {
      current.work =
          endpoint
              .answer(current.body.bytes(), current.caller)
              .contextWrite(values -> values.put(RequestId.KEY, current.requestId))
              .subscribe(
                  answer -> context.executor().execute(() -> answer(context, current, answer)),
                  mistake -> {
                    log.error("no answer to request {}", current.requestId, mistake);
                    context.close();
                  });
    }
  }

  private void answer(ChannelHandlerContext context, Visit answered, byte[] body) {
    if (visit != answered) {
      return;
    }
    visit = null;
    intake.answered(System.nanoTime() - answered.sinceNanos);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(RequestId.HEADER, answered.requestId)
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    ChannelPromise promised = closing;
    if (promised == null) {
      context.writeAndFlush(response);
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(response).addListener(written -> context.close(promised));
    }
  }

  /** A server that stops closes its connections; one that owes an answer gives it first. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (visit == null) {
      context.close(promise);
    } else {
      closing = promise;
    }
  }

  /** Who asks may hang up at any time. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      log.error("a command cannot be served", cause);
    }
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Visit abandoned = visit;
    if (abandoned != null) {
      visit = null;
      if (abandoned.work != null) {
        abandoned.work.dispose();
      }
      intake.ended();
    }
    if (closing != null) {
      closing.trySuccess();
    }
    context.fireChannelInactive();
  }
}
