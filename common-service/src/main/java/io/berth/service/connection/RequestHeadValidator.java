package io.berth.service.connection;

import io.berth.service.trace.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Checks the head of every request before the framework sees it, which answers some of what
 * strangers send with 500 and a stack trace: refuses what cannot be read with 4xx, and removes
 * optional headers that are malformed. Writes nothing into the log.
 */
@Sharable
public final class RequestHeadValidator extends ChannelInboundHandlerAdapter {

  /** Others that take requests from the framework stand before this one. */
  public static final String NAME = "berth.heads";

  /** Others would be names in metrics, as many as somebody invents. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final boolean plainPaths;

  /**
   * @param plainPaths whether paths have letters, digits and few marks alone: the framework's
   *     management endpoints answer 500 to some others, such as an escaped slash
   */
  RequestHeadValidator(boolean plainPaths) {
    this.plainPaths = plainPaths;
  }

  private static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf("berth.refused");

  /** Where in a pipeline a handler belongs that takes requests before the framework does. */
  public static String placeIn(ChannelPipeline pipeline) {
    return pipeline.get(NAME) == null ? NettyPipeline.HttpTrafficHandler : NAME;
  }

  /** Reason why a request is not passed on. */
  private enum Problem {
    UNREADABLE(400, "this is not HTTP"),
    HOST(400, "exactly one valid Host header is needed"),
    TARGET(400, "the path or the query is not encoded correctly"),
    METHOD(405, "there is no such method here"),
    LONG_TARGET(414, "the path or the query is too long"),
    LONG_HEADERS(431, "the headers are too long");

    private final int status;
    private final String message;

    Problem(int status, String message) {
      this.status = status;
      this.message = message;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (context.channel().hasAttr(REFUSED)) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      Problem problem = problem(request);
      if (problem != null) {
        ReferenceCountUtil.release(message);
        refuse(context, problem);
        return;
      }
      OptionalHeaders.clean(request.headers());
    } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      // A body that breaks its framing has no end: nothing after it can be read.
      ReferenceCountUtil.release(message);
      refuse(context, Problem.UNREADABLE);
      return;
    }
    context.fireChannelRead(message);
  }

  private @Nullable Problem problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      return cause instanceof TooLongHttpLineException
          ? Problem.LONG_TARGET
          : cause instanceof TooLongFrameException ? Problem.LONG_HEADERS : Problem.UNREADABLE;
    }
    if (!METHODS.contains(request.method().name())) {
      return Problem.METHOD;
    }
    if (!Hosts.isValid(request)) {
      return Problem.HOST;
    }
    String target = Targets.origin(request.uri());
    if (target == null || (plainPaths && !Targets.hasPlainPath(target))) {
      return Problem.TARGET;
    }
    if (!target.equals(request.uri())) {
      request.setUri(target);
    }
    return null;
  }

  private static void refuse(ChannelHandlerContext context, Problem problem) {
    context.channel().attr(REFUSED).set(true);
    if (context.pipeline().get(ClientConnection.NAME) instanceof ClientConnection connection
        && connection.owesAnswers()) {
      // An answer now would be taken for that to an earlier request.
      context.close();
      return;
    }
    String requestId = RequestId.fresh();
    byte[] body =
        "{\"error\":\"%s\",\"requestId\":\"%s\"}"
            .formatted(problem.message, requestId)
            .getBytes(StandardCharsets.UTF_8);
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status),
            Unpooled.wrappedBuffer(body));
    HttpHeaders headers =
        answer
            .headers()
            .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
            .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
            .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
            .set("X-Content-Type-Options", "nosniff")
            .set(RequestId.HEADER, requestId);
    if (problem == Problem.METHOD) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD, POST");
    }
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}
