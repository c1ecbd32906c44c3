package io.berth.service.command;

import io.berth.service.caller.CallerTokens;
import io.berth.service.trace.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One command under way: what is sent, and who waits for the answer. It ends once: by an answer, a
 * failure, its deadline, or because nobody waits any longer. Touched by its event loop alone.
 */
final class PendingCommand {

  /** Receiver of the answer; it is called once. */
  interface Asker {

    /** The body of an answer with status 200. */
    void answered(byte[] body);

    /**
     * @param sent whether the command was sent, so that it may have been carried out
     */
    void failed(Throwable failure, boolean sent);
  }

  private static final byte[] VOUCH = ascii("\r\n" + CallerTokens.HEADER + ": ");
  private static final byte[] REQUEST_ID = ascii("\r\n" + RequestId.HEADER + ": ");
  private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final int LONGEST_LENGTH = 10;

  private final byte[] vouch;
  private final byte[] requestId;
  private final byte[] body;
  private final Asker asker;
  private @Nullable CommandConnection carrier;
  private @Nullable Future<?> deadline;
  private boolean over;

  PendingCommand(String vouch, String requestId, byte[] body, Asker asker) {
    this.vouch = ascii(vouch);
    // An id that no header may hold is left to the receiver, which makes one of its own.
    this.requestId = RequestId.acceptable(requestId) ? ascii(requestId) : new byte[0];
    this.body = body;
    this.asker = asker;
  }

  void startClock(EventLoop loop, Duration limit) {
    deadline = loop.schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The whole request in one buffer. */
  ByteBuf request(byte[] head, ByteBufAllocator buffers) {
    int size = head.length + vouch.length + requestId.length + body.length;
    int fixed = VOUCH.length + REQUEST_ID.length + LENGTH.length + LONGEST_LENGTH + END.length;
    ByteBuf request = buffers.directBuffer(size + fixed);
    request.writeBytes(head).writeBytes(VOUCH).writeBytes(vouch);
    if (requestId.length > 0) {
      request.writeBytes(REQUEST_ID).writeBytes(requestId);
    }
    return request
        .writeBytes(LENGTH)
        .writeBytes(ascii(Integer.toString(body.length)))
        .writeBytes(END)
        .writeBytes(body);
  }

  boolean isOver() {
    return over;
  }

  void carriedBy(CommandConnection connection) {
    carrier = connection;
  }

  void answer(byte[] answer) {
    if (end()) {
      asker.answered(answer);
    }
  }

  void fail(Throwable failure) {
    if (end()) {
      asker.failed(failure, carrier != null);
    }
  }

  /** Nobody waits any longer, so the connection on which an answer may still come is given up. */
  void abandon() {
    if (end() && carrier != null) {
      carrier.close();
    }
  }

  private void expire() {
    if (end()) {
      if (carrier != null) {
        carrier.close();
      }
      asker.failed(new TimeoutException("no answer in time"), carrier != null);
    }
  }

  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
