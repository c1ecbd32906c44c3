package io.berth.gateway.http;

import io.berth.gateway.route.ApiRoutes;
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
 * A client's connection, in front of the framework: keeps the dialects' requests for itself and
 * lets all others through. One request is under way at a time; what a client sends before it has
 * its answer waits here, so that answers leave in the order of the requests.
 */
final class ApiConnectionHandler extends ChannelDuplexHandler {

  private static final Logger log = LoggerFactory.getLogger(ApiConnectionHandler.class);

  /** Parts of further requests that wait before no more is read from the client. */
  private static final int MANY = 64;

  private final ApiRoutes routes;
  private final PendingRequests visits;
  private final Queue<Object> later = new ArrayDeque<>();
  private @Nullable PendingRequest visit;
  private int unansweredPages;
  private boolean toFramework;
  private boolean catchingUp;
  private boolean hearsNoMore;
  private @Nullable ChannelPromise closing;

  ApiConnectionHandler(ApiRoutes routes, PendingRequests visits) {
    this.routes = routes;
    this.visits = visits;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (hearsNoMore) {
      ReferenceCountUtil.release(message);
    } else if (later.isEmpty() && isNext(message)) {
      take(context, message);
    } else {
      later.add(message);
      if (later.size() >= MANY) {
        context.channel().config().setAutoRead(false);
      }
    }
  }

  private boolean isNext(Object message) {
    return !(message instanceof HttpRequest) || (visit == null && unansweredPages == 0);
  }

  private void take(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      toFramework = !isOurs(request);
      if (toFramework) {
        unansweredPages++;
      }
    }
    if (toFramework) {
      context.fireChannelRead(message);
      return;
    }
    try {
      if (message instanceof HttpRequest request) {
        // The framework reads on demand; here it is noticed when a client goes away.
        context.channel().config().setAutoRead(true);
        visit = visits.begin(request, context, this);
      } else if (message instanceof HttpContent content && visit != null) {
        visit.read(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private boolean isOurs(HttpRequest request) {
    return request.decoderResult().isSuccess() && routes.owns(RequestHead.path(request.uri()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (visit != null) {
      visit.awaitRest();
    }
    context.fireChannelReadComplete();
  }

  /** Counts the framework's answers, because what waits here must not overtake them. */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    context.write(message, promise);
    if (message instanceof LastHttpContent && !isInformational(message) && unansweredPages > 0) {
      unansweredPages--;
      if (!later.isEmpty()) {
        context.executor().execute(() -> catchUp(context));
      }
    }
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** The visit is over, and its request read to the end. */
  void finished(ChannelHandlerContext context) {
    visit = null;
    catchUp(context);
  }

  private void catchUp(ChannelHandlerContext context) {
    if (catchingUp || later.isEmpty()) {
      return;
    }
    catchingUp = true;
    try {
      Object next;
      while ((next = later.peek()) != null && isNext(next)) {
        later.remove();
        if (hearsNoMore) {
          ReferenceCountUtil.release(next);
        } else {
          take(context, next);
        }
      }
    } finally {
      catchingUp = false;
    }
    if (later.isEmpty()) {
      context.read();
    }
  }

  /** Nothing that still comes is looked at. */
  void hearNoMore() {
    hearsNoMore = true;
  }

  /** Whether the connection is to end with the answer to the request that is under way. */
  boolean isClosing() {
    return closing != null;
  }

  /** A server that stops closes its connections; one that owes an answer gives it first. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (visit != null && !visit.isAnswered()) {
      closing = promise;
    } else {
      context.close(promise);
    }
  }

  /** A client that breaks off is no news; the framework judges what befalls its own requests. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (visit == null) {
      context.fireExceptionCaught(cause);
      return;
    }
    if (!(cause instanceof IOException)) {
      log.error("a request cannot be served", cause);
    }
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    hearsNoMore = true;
    if (visit != null) {
      visit.abandon();
      visit = null;
    }
    Object unread;
    while ((unread = later.poll()) != null) {
      ReferenceCountUtil.release(unread);
    }
    if (closing != null) {
      closing.trySuccess();
    }
    context.fireChannelInactive();
  }
}
