package io.berth.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends all requests of a {@link Phase} in one thread. A request that is due while no connection is
 * free is sent late, and its latency counts from its due time, which avoids coordinated omission.
 */
final class LoadLoop {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(40);
  private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Phase phase;
  private final RequestScript script;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Histogram latencies = new Histogram(1, LONGEST_MICROS, 3);
  private boolean exhausted;
  private long sent;
  private long answered;
  private long failures;
  private @Nullable String firstFailure;

  LoadLoop(Phase phase, RequestScript script) throws IOException {
    this.phase = phase;
    this.script = script;
    this.selector = Selector.open();
    for (int i = 0; i < phase.connections(); i++) {
      connections.add(new Connection(i, phase.port(), selector));
    }
    free.addAll(connections);
  }

  /** Runs for the phase's time; a little longer where no response has come by then. */
  LoadResult run() throws IOException {
    long start = System.nanoTime();
    long end = start + (long) (phase.seconds() * 1e9);
    long now = start;
    while (now < end || (answered == 0 && now < end + TIMEOUT_NANOS)) {
      if (exhausted && free.size() == connections.size()) {
        break;
      }
      long nextDue = sendDue(start, now);
      await(Math.min(nextDue, Math.max(end, now + MILLI_NANOS)) - now);
      receive();
      now = System.nanoTime();
    }
    double seconds = (now - start) / 1e9;
    long inTime = answered;
    drain(now + TIMEOUT_NANOS);
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
    return new LoadResult(
        inTime,
        failures,
        firstFailure,
        seconds,
        new LoadResult.Latencies(
            millis(50), millis(99), millis(99.9), latencies.getMaxValue() / 1000.0));
  }

  /** Sends all due requests; returns when the next one is due. */
  private long sendDue(long start, long now) throws IOException {
    if (phase.perSecond() == 0) {
      while (!free.isEmpty() && !exhausted) {
        send(now);
      }
      return Long.MAX_VALUE;
    }
    long due = dueAt(start);
    while (due <= now && !free.isEmpty() && !exhausted) {
      send(due);
      due = dueAt(start);
    }
    return free.isEmpty() ? Long.MAX_VALUE : due;
  }

  private long dueAt(long start) {
    return start + (long) (sent * 1e9 / phase.perSecond());
  }

  private void send(long intended) throws IOException {
    byte[] request = script.next(free.getFirst().index);
    if (request == null) {
      exhausted = true;
      return;
    }
    sent++;
    free.removeFirst().send(request, intended);
  }

  private void await(long nanos) throws IOException {
    if (nanos > MILLI_NANOS) {
      selector.select(Math.min(nanos / MILLI_NANOS, 100));
    } else if (selector.selectNow() == 0 && nanos > 0) {
      LockSupport.parkNanos(Math.min(nanos, SHORT_NANOS));
      selector.selectNow();
    }
  }

  private void receive() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof Connection connection) {
        receive(connection);
      }
    }
    selector.selectedKeys().clear();
  }

  private void receive(Connection connection) {
    try {
      if (!connection.read()) {
        return;
      }
      long nanos = System.nanoTime() - connection.intendedNanos;
      latencies.recordValue(Math.clamp(nanos / 1000, 1, LONGEST_MICROS));
      answered++;
      String wrong =
          script.wrong(connection.index, connection.answer.status(), connection.answer.body());
      if (wrong != null) {
        fail(wrong);
      }
    } catch (IOException | RuntimeException e) {
      boolean waiting = connection.busy;
      if (waiting) {
        fail(e.toString());
      }
      reconnect(connection);
      if (!waiting) {
        return;
      }
    }
    free.addLast(connection);
  }

  private void reconnect(Connection connection) {
    try {
      connection.reconnect();
    } catch (IOException e) {
      throw new IllegalStateException("the server is gone", e);
    }
  }

  private void fail(String why) {
    failures++;
    if (firstFailure == null) {
      firstFailure = why;
    }
  }

  /** Waits for pending responses, which count for latency, not for throughput. */
  private void drain(long deadline) throws IOException {
    while (free.size() < connections.size() && System.nanoTime() < deadline) {
      selector.select(100);
      receive();
    }
    for (int missing = free.size(); missing < connections.size(); missing++) {
      fail("no answer");
    }
  }

  private double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1000.0;
  }
}
