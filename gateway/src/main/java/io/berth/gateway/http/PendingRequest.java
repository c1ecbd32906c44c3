package io.berth.gateway.http;

import io.berth.service.connection.IncomingBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One request of a dialect on its connection, from its head to its response: reads the body in the
 * time that a client has for it, has the request processed, responds. Touched by its event loop
 * alone.
 */
final class PendingRequest {

  private final PendingRequests requests;
  private final ChannelHandlerContext context;
  private final ApiConnectionHandler connection;
  private final RoutedRequest routed;
  private final HttpVersion version;
  private final boolean keepsAlive;
  private final IncomingBody body;
  private @Nullable Future<?> bodyTimeout;
  private @Nullable Disposable processing;
  private boolean readWhole;
  private boolean answered;

  PendingRequest(
      PendingRequests requests,
      HttpRequest request,
      ChannelHandlerContext context,
      ApiConnectionHandler connection,
      RoutedRequest routed,
      IncomingBody body) {
    this.requests = requests;
    this.context = context;
    this.connection = connection;
    this.routed = routed;
    this.version = request.protocolVersion();
    this.keepsAlive = HttpUtil.isKeepAlive(request);
    this.body = body;
  }

  /** Refuses what is not HTTP as it should be, whichever endpoint it is for. */
  void refuseMalformed() {
    respond(routed.malformed());
  }

  /**
   * Responds at once where no body is needed.
   *
   * @param expectsContinue whether the client waits for 100 before it sends the body
   */
  void begin(boolean expectsContinue) {
    FullHttpResponse response =
        body.isAnnouncedTooLarge() ? routed.tooLarge() : routed.respondBeforeBody();
    if (response != null) {
      respond(response);
    } else if (expectsContinue) {
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  void read(HttpContent part) {
    readWhole = part instanceof LastHttpContent;
    if (readWhole) {
      cancelBodyTimeout();
    }
    if (answered) {
      skip(part);
    } else if (part.decoderResult().isFailure()) {
      respond(routed.malformed());
    } else if (!body.add(part.content())) {
      respond(routed.tooLarge());
    } else if (readWhole) {
      processing =
          routed.process(body.bytes(), response -> onEventLoop(() -> respondOnce(response)));
    }
  }

  /** Skips the rest of a request that was answered before, so that the next one is found. */
  private void skip(HttpContent part) {
    if (part.decoderResult().isFailure() || !body.add(part.content())) {
      context.close();
    } else if (readWhole) {
      connection.finished(context);
    }
  }

  /** All bytes that have arrived are read; the rest has to arrive in time. */
  void awaitRest() {
    if (!readWhole && bodyTimeout == null) {
      long millis = requests.requestTimeout().toMillis();
      bodyTimeout = context.executor().schedule(this::timeOut, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void timeOut() {
    if (answered) {
      context.close();
    } else {
      respond(routed.tooSlow());
    }
  }

  private void onEventLoop(Runnable work) {
    if (context.executor().inEventLoop()) {
      work.run();
    } else {
      context.executor().execute(work);
    }
  }

  private void respondOnce(Supplier<FullHttpResponse> response) {
    if (!answered) {
      respond(response.get());
    }
  }

  private void respond(FullHttpResponse response) {
    answered = true;
    requests.ended();
    boolean stays =
        keepsAlive
            && HttpUtil.isKeepAlive(response)
            && !connection.isClosing()
            && !requests.areDraining();
    HttpUtil.setKeepAlive(response.headers(), version, stays);
    ChannelFuture written = context.writeAndFlush(response);
    if (!stays) {
      connection.ignoreInput();
      written.addListener(ChannelFutureListener.CLOSE);
    }
    if (readWhole) {
      connection.finished(context);
    }
  }

  boolean isAnswered() {
    return answered;
  }

  /** The client is gone. */
  void abandon() {
    cancelBodyTimeout();
    if (processing != null) {
      processing.dispose();
    }
    if (!answered) {
      answered = true;
      requests.ended();
      routed.abandoned();
    }
  }

  private void cancelBodyTimeout() {
    if (bodyTimeout != null) {
      bodyTimeout.cancel(false);
    }
  }
}
