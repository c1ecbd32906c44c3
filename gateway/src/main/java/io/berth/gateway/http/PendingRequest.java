package io.berth.gateway.http;

import io.berth.dialect.Dialects.Claim;
import io.berth.gateway.route.Reply;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * One request of a dialect on its connection, from its first byte to the last of its answer: reads
 * the body in the time that a client has for it, asks, answers. Touched by its event loop alone.
 */
final class PendingRequest {

  private static final Logger log = LoggerFactory.getLogger(PendingRequest.class);

  private final PendingRequests visits;
  private final ChannelHandlerContext context;
  private final ApiConnectionHandler connection;
  private final RequestHead arrival;
  private final @Nullable Claim claim;
  private final HttpVersion version;
  private final boolean keepsAlive;
  private final IncomingBody body;
  private @Nullable Future<?> patience;
  private @Nullable Disposable conversation;
  private boolean readWhole;
  private boolean answered;

  PendingRequest(
      PendingRequests visits,
      HttpRequest request,
      ChannelHandlerContext context,
      ApiConnectionHandler connection,
      RequestHead arrival,
      @Nullable Claim claim,
      IncomingBody body) {
    this.visits = visits;
    this.context = context;
    this.connection = connection;
    this.arrival = arrival;
    this.claim = claim;
    this.version = request.protocolVersion();
    this.keepsAlive = HttpUtil.isKeepAlive(request);
    this.body = body;
  }

  /** Answers a request that no dialect is asked about, since it is no proper HTTP. */
  void refuse() {
    answer(visits.door().noMore(arrival, HttpResponseStatus.BAD_REQUEST));
  }

  /** Answers at once what needs no body; otherwise lets a client send it that waits to be asked. */
  void begin(boolean waitsToBeAsked) {
    if (claim == null) {
      answer(visits.routes().stray(arrival));
      return;
    }
    Reply refusal =
        body.isAnnouncedTooLarge()
            ? visits.conversation().tooLarge(claim, arrival)
            : visits.conversation().unread(claim, arrival);
    if (refusal != null) {
      answer(claim, refusal);
    } else if (waitsToBeAsked) {
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  void read(HttpContent part) {
    readWhole = part instanceof LastHttpContent;
    if (readWhole) {
      endPatience();
    }
    if (answered || claim == null) {
      readOn(part);
    } else if (part.decoderResult().isFailure()) {
      answer(visits.door().noMore(arrival, HttpResponseStatus.BAD_REQUEST));
    } else if (!body.add(part.content())) {
      answer(claim, visits.conversation().tooLarge(claim, arrival));
    } else if (readWhole) {
      ask(claim);
    }
  }

  /** The rest of a request that was answered unread, so that the next one is found. */
  private void readOn(HttpContent part) {
    if (part.decoderResult().isFailure() || !body.add(part.content())) {
      context.close();
    } else if (readWhole) {
      connection.finished(context);
    }
  }

  /** All that has come so far is read. */
  void awaitRest() {
    if (!readWhole && patience == null) {
      patience =
          context
              .executor()
              .schedule(
                  this::losePatience, visits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void losePatience() {
    if (answered || claim == null) {
      context.close();
    } else {
      answer(claim, visits.conversation().tooSlow(claim, arrival));
    }
  }

  private void ask(Claim asked) {
    conversation =
        visits
            .conversation()
            .converse(asked, arrival, body.bytes(), reply -> whenever(() -> answer(asked, reply)));
  }

  private void whenever(Runnable work) {
    if (context.executor().inEventLoop()) {
      work.run();
    } else {
      context.executor().execute(work);
    }
  }

  private void answer(Claim asked, Reply reply) {
    if (answered) {
      return;
    }
    FullHttpResponse response;
    try {
      response = visits.door().answer(arrival, asked.dialect(), asked.endpoint(), reply);
    } catch (RuntimeException mistake) {
      log.error("no answer can be written to request {}", arrival.requestId(), mistake);
      response = visits.door().noMore(arrival, HttpResponseStatus.INTERNAL_SERVER_ERROR);
    }
    answer(response);
  }

  private void answer(FullHttpResponse response) {
    answered = true;
    visits.ended();
    boolean stays = keepsAlive && HttpUtil.isKeepAlive(response) && !connection.isClosing();
    HttpUtil.setKeepAlive(response.headers(), version, stays);
    ChannelFuture written = context.writeAndFlush(response);
    if (!stays) {
      connection.hearNoMore();
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
    endPatience();
    if (conversation != null) {
      conversation.dispose();
    }
    if (!answered) {
      answered = true;
      visits.ended();
    }
  }

  private void endPatience() {
    if (patience != null) {
      patience.cancel(false);
    }
  }
}
