package io.berth.service.connection;

import io.berth.service.address.AddressBlock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Follows one client's connection, behind the HTTP codec: which phase it is in since when, and how
 * many bytes of bodies it holds. A request that arrives in one piece costs two plain writes here.
 */
final class ClientConnection extends ChannelDuplexHandler {

  static final String NAME = "berth.connection";

  /** Bodies up to this size that have arrived whole are not counted. */
  private static final int SMALL = 16 * 1024;

  private static final AtomicLongFieldUpdater<ClientConnection> STAMP =
      AtomicLongFieldUpdater.newUpdater(ClientConnection.class, "stamp");

  private final ConnectionLimits limits;
  private final Channel channel;
  private final long number;
  private final @Nullable InetAddress peer;
  private final @Nullable AddressBlock block;
  private final AtomicInteger counted = new AtomicInteger();
  private final AtomicBoolean gone = new AtomicBoolean();
  private volatile long stamp;
  private volatile boolean spoke;
  private volatile @Nullable AddressBlock requestBlock;
  private @Nullable ChannelHandlerContext context;
  private List<String> forwardedFor = List.of();
  private int unanswered;
  private int held;
  private boolean forwardedRead = true;
  private boolean bodyOpen;
  private @Nullable LingeringClose lingering;
  private boolean heard;

  /** Read and written by the sweep alone. */
  long unwritableSince;

  /**
   * @param number as they were opened
   * @param block null for a trusted proxy, whose requests count by the forwarded address
   */
  ClientConnection(
      ConnectionLimits limits,
      Channel channel,
      long number,
      @Nullable InetAddress peer,
      @Nullable AddressBlock block) {
    this.limits = limits;
    this.channel = channel;
    this.number = number;
    this.peer = peer;
    this.block = block;
    this.requestBlock = block;
    this.stamp = Phase.IDLE.since(limits.now());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    heard = true;
    if (lingering != null) {
      if (endsRequest(message)) {
        lingering.end();
      }
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      spoke = true;
      if (block == null && unanswered == 0) {
        forwardedFor = request.headers().getAll("x-forwarded-for");
        forwardedRead = false;
      }
      unanswered++;
      bodyOpen = true;
    }
    if (message instanceof HttpContent part) {
      held += part.content().readableBytes();
      if (endsRequest(part)) {
        bodyOpen = false;
      }
    }
    from.fireChannelRead(message);
  }

  /** A request that cannot be read has no end: its client may be sending on. */
  private static boolean endsRequest(Object message) {
    return message instanceof LastHttpContent last && last.decoderResult().isSuccess();
  }

  /** All that has come so far is read: what is not complete now has to be waited for. */
  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (unanswered == 0 && !bodyOpen) {
      release();
      enter(heard ? Phase.IDLE : Phase.HEAD);
    } else {
      enter(bodyOpen ? Phase.BODY : Phase.ANSWER);
      if (held != counted.get() && (bodyOpen || held > SMALL) && !gone.get()) {
        hold();
      }
    }
    heard = false;
    from.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
    boolean answered = message instanceof LastHttpContent && !isInformational(message);
    to.write(message, promise);
    if (answered && unanswered > 0) {
      unanswered--;
      if (unanswered == 0 && !bodyOpen) {
        release();
        enter(Phase.IDLE);
      }
    }
  }

  /** One whose client has its answer and is still sending is read on for a moment. */
  @Override
  public void close(ChannelHandlerContext from, ChannelPromise promise) {
    if (lingering != null) {
      lingering.join(promise);
    } else if (bodyOpen && unanswered == 0 && from.channel().isActive()) {
      lingering = LingeringClose.begin(from, promise);
    } else {
      from.close(promise);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    if (lingering != null) {
      lingering.closed();
    }
    from.fireChannelInactive();
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void enter(Phase phase) {
    if (Phase.of(stamp) != phase) {
      if (phase == Phase.BODY) {
        readForwarded();
      }
      STAMP.lazySet(this, phase.since(limits.now()));
    }
  }

  /** A proxy's connection carries requests of many addresses, one after another. */
  private void readForwarded() {
    if (block == null && !forwardedRead && peer != null) {
      requestBlock = limits.forwarded(peer, forwardedFor);
      forwardedRead = true;
    }
  }

  private void hold() {
    readForwarded();
    int more = held - counted.get();
    limits.hold(this, more);
    counted.addAndGet(more);
    if (gone.get()) {
      limits.release(this);
    }
  }

  private void release() {
    if (held != 0) {
      held = 0;
      limits.release(this);
    }
  }

  /** Bytes that are counted; none are from now on. */
  int takeCounted() {
    return counted.getAndSet(0);
  }

  int counted() {
    return counted.get();
  }

  /** Null for a trusted proxy. */
  @Nullable AddressBlock block() {
    return block;
  }

  /** Whose request is under way; null where that is not known (yet). */
  @Nullable AddressBlock requestBlock() {
    return block != null || phase() != Phase.HEAD ? requestBlock : null;
  }

  Phase phase() {
    return Phase.of(stamp);
  }

  long since() {
    return Phase.millis(stamp);
  }

  long number() {
    return number;
  }

  long stamp() {
    return stamp;
  }

  boolean hasSpoken() {
    return spoke;
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /** Whether earlier requests than the newest are not answered. */
  boolean owesAnswers() {
    return unanswered > 1;
  }

  /** True for the first who says so. */
  boolean leave() {
    return gone.compareAndSet(false, true);
  }

  /** Lets an answer that is owed go out first. */
  void close() {
    channel.close();
  }

  /** Asks no handler behind this one: a request that arrives slowly is not waited for. */
  void closeNow() {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (context == null) {
                channel.close();
              } else {
                context.close();
              }
            });
  }
}
