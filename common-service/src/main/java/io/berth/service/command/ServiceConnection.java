package io.berth.service.command;

import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The connection from one event loop to one service, opened when a command needs it, and the
 * commands that wait for it. The loop alone touches it, so there is nothing to lock, and an outcome
 * arrives on the thread that sent the command. Each caller has a window of commands under way, so
 * that slow commands of one caller leave room for the others. Now and then another instance of the
 * service gets the connection: the new one is open before the former one takes no more commands.
 */
final class ServiceConnection {
  private static final long MAX_IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  /** A load balancer may try an instance that is gone before others. */
  private static final int FEWEST_ATTEMPTS = 3;

  private static final int MAX_COMMANDS = 4096;
  private static final int MAX_COMMANDS_OF_ONE_CALLER = 2048;
  private static final int MAX_WAITING_BYTES = 16 << 20;

  /** More commands are under way than may be. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("too many commands are under way", null, false, false);
    }
  }

  private final EventLoop loop;
  private final ServiceAddress address;
  private final Queue<PendingCommand> waiting = new ArrayDeque<>();
  private final Map<String, Integer> windows = new HashMap<>();
  private int underWay;
  private int waitingBytes;
  private @Nullable CommandConnection connection;
  private @Nullable CommandConnection opening;
  private int failedInARow;
  private long renewAtNanos;
  private boolean shut;

  ServiceConnection(EventLoop loop, ServiceAddress address) {
    this.loop = loop;
    this.address = address;
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * @param limit until the outcome, waiting for a connection included
   */
  void send(PendingCommand command, Duration limit) {
    int ofCaller = windows.getOrDefault(command.windowKey(), 0);
    if (shut) {
      command.fail(new ClosedChannelException());
    } else if (underWay >= MAX_COMMANDS
        || ofCaller >= MAX_COMMANDS_OF_ONE_CALLER
        || waitingBytes + command.bytes() > MAX_WAITING_BYTES) {
      command.fail(new Full());
    } else {
      underWay++;
      windows.put(command.windowKey(), ofCaller + 1);
      command.start(loop, limit, () -> over(command));
      waitingBytes += command.bytes();
      waiting.add(command);
      sendWaiting();
    }
  }

  private void over(PendingCommand command) {
    underWay--;
    windows.computeIfPresent(command.windowKey(), (key, count) -> count == 1 ? null : count - 1);
  }

  private void sendWaiting() {
    CommandConnection open = connection;
    if (open != null && open.isIdleSince(System.nanoTime() - MAX_IDLE_NANOS)) {
      connection = null;
      open.closeWhenDone();
      open = null;
    }
    if (open == null) {
      open();
      return;
    }
    if (!shut && System.nanoTime() - renewAtNanos >= 0) {
      open();
    }
    while (open == connection && open.isWritable()) {
      PendingCommand next = waiting.poll();
      if (next == null) {
        return;
      }
      waitingBytes -= next.bytes();
      if (!next.isOver()) {
        open.send(next);
      }
    }
  }

  private void open() {
    if (opening != null) {
      return;
    }
    CommandConnection fresh = address.newConnection(this);
    opening = fresh;
    address
        .connect(loop, fresh)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                closed(fresh, connected.cause());
              }
            });
  }

  void opened(CommandConnection fresh) {
    CommandConnection former = connection;
    opening = null;
    connection = fresh;
    failedInARow = 0;
    renewLater();
    if (former != null) {
      former.closeWhenDone();
    }
    sendWaiting();
    closeIfShut();
  }

  /** Not all connections at the same moment. */
  private void renewLater() {
    long nanos = address.renewal().toNanos();
    renewAtNanos = System.nanoTime() + nanos + ThreadLocalRandom.current().nextLong(nanos);
  }

  /** The connection takes commands again. */
  void writable() {
    if (!waiting.isEmpty()) {
      sendWaiting();
    }
  }

  /** The service stops; what is under way on the connection may still end. */
  void retired(CommandConnection old) {
    if (connection == old) {
      connection = null;
    }
    if (!waiting.isEmpty()) {
      sendWaiting();
    }
  }

  /**
   * Commands that were sent on this connection fail with it; those that wait go to another one,
   * until none can be opened.
   */
  void closed(CommandConnection broken, Throwable why) {
    if (broken == opening) {
      opening = null;
      failedInARow++;
      if (!shut && failedInARow < Math.max(address.instances(), FEWEST_ATTEMPTS)) {
        open();
        return;
      }
      failedInARow = 0;
      renewLater();
    } else if (broken == connection) {
      connection = null;
      if (!shut && !waiting.isEmpty()) {
        open();
      }
    } else {
      return;
    }
    if (connection == null && opening == null) {
      failWaiting(why);
    }
  }

  private void failWaiting(Throwable why) {
    List<PendingCommand> unsent = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    unsent.forEach(command -> command.fail(why));
  }

  /** What is under way may still end. */
  void shut() {
    shut = true;
    closeIfShut();
  }

  private void closeIfShut() {
    if (shut && connection != null && waiting.isEmpty()) {
      connection.closeWhenDone();
    }
  }
}
