package io.berth.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the dialects' requests of one connection and passes all others on to the framework. One
 * request is under way at a time; what a client sends before it has the response waits here, so
 * that responses leave in the order of the requests.
 */
final class ApiConnectionHandler extends ChannelDuplexHandler {

  private static final Logger log = LoggerFactory.getLogger(ApiConnectionHandler.class);

  /** Parts of further requests that wait before no more is read from the client. */
  private static final int MAX_WAITING = 64;

  private final PendingRequests requests;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private @Nullable PendingRequest pending;
  private int unansweredPages;
  private boolean isForFramework;
  private boolean takingWaiting;
  private boolean ignoresInput;
  private @Nullable ChannelPromise closing;

  ApiConnectionHandler(PendingRequests requests) {
    this.requests = requests;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (ignoresInput) {
      ReferenceCountUtil.release(message);
    } else if (waiting.isEmpty() && isNext(message)) {
      take(context, message);
    } else {
      waiting.add(message);
      if (waiting.size() >= MAX_WAITING) {
        context.channel().config().setAutoRead(false);
      }
    }
  }

  private boolean isNext(Object message) {
    return !(message instanceof HttpRequest) || (pending == null && unansweredPages == 0);
  }

  private void take(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      isForFramework = !isApiRequest(request);
      if (isForFramework) {
        unansweredPages++;
      }
    }
    if (isForFramework) {
      context.fireChannelRead(message);
      return;
    }
    try {
      if (message instanceof HttpRequest request) {
        // The framework reads on demand; reading on tells when the client goes away.
        context.channel().config().setAutoRead(true);
        pending = requests.begin(request, context, this);
      } else if (message instanceof HttpContent content && pending != null) {
        pending.read(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private boolean isApiRequest(HttpRequest request) {
    return request.decoderResult().isSuccess() && requests.owns(RequestHead.path(request.uri()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (pending != null) {
      pending.awaitRest();
    }
    context.fireChannelReadComplete();
  }

  /** Counts the framework's responses, because what waits here must not overtake them. */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    context.write(message, promise);
    if (message instanceof LastHttpContent && !isInformational(message) && unansweredPages > 0) {
      unansweredPages--;
      if (!waiting.isEmpty()) {
        context.executor().execute(() -> takeWaiting(context));
      }
    }
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** The request has its response and is read to the end. */
  void finished(ChannelHandlerContext context) {
    pending = null;
    takeWaiting(context);
  }

  private void takeWaiting(ChannelHandlerContext context) {
    if (takingWaiting || waiting.isEmpty()) {
      return;
    }
    takingWaiting = true;
    try {
      Object next;
      while ((next = waiting.peek()) != null && isNext(next)) {
        waiting.remove();
        if (ignoresInput) {
          ReferenceCountUtil.release(next);
        } else {
          take(context, next);
        }
      }
    } finally {
      takingWaiting = false;
    }
    if (waiting.isEmpty()) {
      context.read();
    }
  }

  /** Discards all further input. */
  void ignoreInput() {
    ignoresInput = true;
  }

  /** Whether the connection ends with the response to the request that is under way. */
  boolean isClosing() {
    return closing != null;
  }

  /** A server that stops closes its connections, those that owe a response after the response. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (pending != null && !pending.isAnswered()) {
      closing = promise;
    } else {
      context.close(promise);
    }
  }

  /** A client may break off at any time; failures of its own requests are the framework's. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (pending == null) {
      context.fireExceptionCaught(cause);
      return;
    }
    if (!(cause instanceof IOException)) {
      log.error("cannot serve a request", cause);
    }
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ignoresInput = true;
    if (pending != null) {
      pending.abandon();
      pending = null;
    }
    Object unread;
    while ((unread = waiting.poll()) != null) {
      ReferenceCountUtil.release(unread);
    }
    if (closing != null) {
      closing.trySuccess();
    }
    context.fireChannelInactive();
  }
}
