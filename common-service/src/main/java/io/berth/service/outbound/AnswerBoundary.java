package io.berth.service.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.NettyPipeline;

/**
 * Sees to it that a request gets its own final answer and nothing else. Interim answers (1xx) are
 * left out. A connection on which bytes follow an answer is closed: they would be read as the
 * beginning of the answer to the next request (response desynchronization), which belongs to
 * another order.
 *
 * <p>Netty's decoder keeps bytes that make no message yet to itself, and hands them out when it is
 * removed from the pipeline. So after each answer it is taken out and a new one put in.
 */
final class AnswerBoundary extends ChannelDuplexHandler {

  static final int MOST_HEADER_BYTES = 64 * 1024;

  /** More can be decoded from no more than one chunk; the collector stops at its own limit. */
  private static final int DECOMPRESSION_BUFFER = 64 * 1024;

  private static final int MOST_INTERIM = 16;
  private static final String ARRIVALS = "berth.arrivals";
  private static final String ANSWERS = "berth.answers";

  private boolean pending;
  private boolean sent;
  private boolean reusable;
  private boolean interim;
  private int interims;

  private AnswerBoundary() {}

  static void install(Channel channel) {
    AnswerBoundary boundary = new AnswerBoundary();
    channel
        .pipeline()
        .addBefore(NettyPipeline.HttpCodec, ARRIVALS, boundary.new Arrivals())
        .addAfter(NettyPipeline.HttpCodec, ANSWERS, boundary)
        // Some servers compress without being asked to.
        .addAfter(
            ANSWERS,
            NettyPipeline.HttpDecompressor,
            new HttpContentDecompressor(false, DECOMPRESSION_BUFFER));
  }

  /** Before the decoder: bytes that nobody has asked for. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (pending) {
        context.fireChannelRead(bytes);
      } else {
        drop(context, bytes);
      }
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest) {
      pending = true;
      sent = false;
      interims = 0;
    }
    if (message instanceof LastHttpContent) {
      sent = true;
    }
    context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!pending || message instanceof ByteBuf) {
      drop(context, message);
    } else if (message instanceof HttpResponse response) {
      begin(context, response);
    } else if (interim) {
      skip(context, message);
    } else if (message instanceof LastHttpContent) {
      end(context, message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpResponse response) {
    interim = isInterim(response.status());
    if (response.decoderResult().isFailure()) {
      refuse(context, response, new UnreadableAnswer(response.decoderResult().cause()));
    } else if (interim && ++interims > MOST_INTERIM) {
      refuse(context, response, new UnreadableAnswer("too many interim answers"));
    } else if (interim) {
      ReferenceCountUtil.release(response);
    } else {
      reusable = HttpUtil.isKeepAlive(response);
      context.fireChannelRead(response);
    }
  }

  /** 101 is final: nobody has asked for another protocol. */
  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL
        && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  private void refuse(ChannelHandlerContext context, HttpResponse response, UnreadableAnswer why) {
    pending = false;
    context.close();
    response.setDecoderResult(DecoderResult.failure(why));
    context.fireChannelRead(response);
  }

  private void skip(ChannelHandlerContext context, Object message) {
    if (message instanceof LastHttpContent) {
      interim = false;
      context.read();
    }
    ReferenceCountUtil.release(message);
  }

  /** The connection is closed before the answer is told: then it never reaches the pool. */
  private void end(ChannelHandlerContext context, Object last) {
    pending = false;
    if (reusable && sent) {
      ChannelPipeline pipeline = context.pipeline();
      // What it has read beyond the answer comes here, as bytes.
      pipeline.remove(NettyPipeline.HttpCodec);
      pipeline.addBefore(ANSWERS, NettyPipeline.HttpCodec, codec());
    }
    context.fireChannelRead(last);
  }

  private static HttpClientCodec codec() {
    return new HttpClientCodec(
        new HttpDecoderConfig().setMaxHeaderSize(MOST_HEADER_BYTES), false, false);
  }

  private static void drop(ChannelHandlerContext context, Object unasked) {
    ReferenceCountUtil.release(unasked);
    context.close();
  }
}
