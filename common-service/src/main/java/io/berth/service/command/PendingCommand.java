package io.berth.service.command;

import io.berth.service.command.frame.FrameWriter;
import io.berth.service.command.frame.Frames;
import io.berth.service.trace.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One command under way: what is sent, and who waits for the outcome. It ends once: by an outcome,
 * a failure, its deadline, or because nobody waits any longer. Touched by its event loop alone.
 */
final class PendingCommand {

  /** Takes the result of a command; one of its methods is called, once. */
  interface Receiver {

    /**
     * @param outcome as JSON
     */
    void received(byte[] outcome);

    /**
     * @param sent whether the command was sent, so that it may have been carried out
     */
    void failed(Throwable failure, boolean sent);
  }

  private final String windowKey;
  private final byte[] callerToken;
  private final byte[] requestId;
  private final byte[] body;
  private final Receiver receiver;
  private @Nullable Runnable whenOver;
  private @Nullable CommandConnection connection;
  private @Nullable Future<?> deadline;
  private int id;
  private long sentNanos;
  private boolean over;

  /**
   * @param windowKey commands with the same key share a window of commands under way
   */
  PendingCommand(
      String windowKey, String callerToken, String requestId, byte[] body, Receiver receiver) {
    this.windowKey = windowKey;
    this.callerToken = latin(callerToken);
    // The receiver makes an id of its own in place of one that no header may hold.
    this.requestId = RequestId.acceptable(requestId) ? latin(requestId) : new byte[0];
    this.body = body;
    this.receiver = receiver;
  }

  /**
   * @param limit until the outcome, waiting for a connection included
   * @param over runs when the command is over, before its receiver gets the result
   */
  void start(EventLoop loop, Duration limit, Runnable over) {
    whenOver = over;
    deadline = loop.schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Writes the command's frame. */
  void write(FrameWriter frames, int newId, CommandConnection carrier) {
    id = newId;
    connection = carrier;
    sentNanos = System.nanoTime();
    ByteBuf frame = frames.begin(Frames.COMMAND, newId, payloadBytes());
    frame.writeShort(callerToken.length).writeBytes(callerToken);
    frame.writeByte(requestId.length).writeBytes(requestId);
    frame.writeBytes(body);
  }

  private int payloadBytes() {
    return Short.BYTES + callerToken.length + Byte.BYTES + requestId.length + body.length;
  }

  String windowKey() {
    return windowKey;
  }

  int bytes() {
    return callerToken.length + body.length;
  }

  int id() {
    return id;
  }

  long sentNanos() {
    return sentNanos;
  }

  boolean isOver() {
    return over;
  }

  void receive(byte[] outcome) {
    if (end()) {
      receiver.received(outcome);
    }
  }

  void fail(Throwable failure) {
    fail(failure, connection != null);
  }

  /** The service says that it has not carried the command out. */
  void reject(Throwable failure) {
    fail(failure, false);
  }

  private void fail(Throwable failure, boolean sent) {
    if (end()) {
      receiver.failed(failure, sent);
    }
  }

  /** Nobody waits any longer. */
  void abandon() {
    if (end() && connection != null) {
      connection.cancel(this);
    }
  }

  private void expire() {
    if (end()) {
      if (connection != null) {
        connection.cancel(this);
        connection.checkAlive(this);
      }
      receiver.failed(new TimeoutException("no answer in time"), connection != null);
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
    if (whenOver != null) {
      whenOver.run();
    }
    return true;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
