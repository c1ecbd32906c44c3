package io.berth.service.command;

import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The connections from one event loop to one service. The loop alone touches them, so there is
 * nothing to lock, and an answer arrives on the thread that asked.
 */
final class ConnectionPool {
  private static final long MAX_IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  /** More exchanges wait for a connection than may. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("too many commands are waiting for a connection", null, false, false);
    }
  }

  private final EventLoop loop;
  private final Destination destination;
  private final int maxConnections;
  private final int maxWaiting;

  /** The one that was used last is last, and used first. */
  private final Deque<CommandConnection> idle = new ArrayDeque<>();

  private final Queue<PendingCommand> waiting = new ArrayDeque<>();
  private int open;
  private boolean shut;

  ConnectionPool(EventLoop loop, Destination destination, int maxConnections, int maxWaiting) {
    this.loop = loop;
    this.destination = destination;
    this.maxConnections = maxConnections;
    this.maxWaiting = maxWaiting;
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * @param limit for all of it, waiting for a connection included
   */
  void send(PendingCommand exchange, Duration limit) {
    exchange.startClock(loop, limit);
    send(exchange);
  }

  private void send(PendingCommand exchange) {
    CommandConnection connection = freshest();
    if (shut) {
      exchange.fail(new ClosedChannelException());
    } else if (connection != null) {
      connection.carry(exchange);
    } else if (open < maxConnections) {
      connect(exchange);
    } else if (waiting.size() < maxWaiting) {
      waiting.add(exchange);
    } else {
      exchange.fail(new Full());
    }
  }

  private @Nullable CommandConnection freshest() {
    CommandConnection connection;
    while ((connection = idle.pollLast()) != null) {
      if (System.nanoTime() - connection.idleSince() < MAX_IDLE_NANOS) {
        return connection;
      }
      connection.close();
    }
    return null;
  }

  private void connect(PendingCommand exchange) {
    open++;
    CommandConnection connection = new CommandConnection(this, destination.head());
    destination
        .connect(loop, connection)
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                carry(connection, exchange);
              } else {
                open--;
                exchange.fail(connected.cause());
                serveNext();
              }
            });
  }

  /** An exchange may have ended while it waited. */
  private void carry(CommandConnection connection, PendingCommand exchange) {
    if (exchange.isOver()) {
      released(connection);
    } else {
      connection.carry(exchange);
    }
  }

  /** The connection has nothing more to carry. */
  void released(CommandConnection connection) {
    PendingCommand next = nextWaiting();
    if (next != null) {
      connection.carry(next);
    } else if (shut) {
      connection.close();
    } else {
      connection.idleSince(System.nanoTime());
      idle.addLast(connection);
    }
  }

  void closed(CommandConnection connection) {
    open--;
    idle.remove(connection);
    serveNext();
  }

  private void serveNext() {
    PendingCommand next = nextWaiting();
    if (next != null) {
      send(next);
    }
  }

  private @Nullable PendingCommand nextWaiting() {
    PendingCommand next = waiting.poll();
    while (next != null && next.isOver()) {
      next = waiting.poll();
    }
    return next;
  }

  /** What is under way may still end. */
  void shut() {
    shut = true;
    CommandConnection connection;
    while ((connection = idle.pollLast()) != null) {
      connection.close();
    }
  }
}
