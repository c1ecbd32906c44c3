package io.berth.service.trace;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * Writes one line for each request that a service has served, and exports the spans of those that
 * are traced. A thread of its own does so, so that a slow disk or pipe holds up no event loop;
 * requests beyond the limit per second, and what the thread cannot keep up with, are counted and
 * get no line.
 */
public final class AccessLog implements AutoCloseable {
  static final String LOGGER = "io.berth.access";
  private static final String SELF = AccessLog.class.getName();
  private static final int MOST_WAITING = 10_000;
  private static final int LONGEST_TEXT = 64;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /**
   * @param written whether there is a line, beside the span
   */
  private record Line(
      Instant at, ServedRequest request, boolean written, @Nullable ServedSpan span) {}

  private final Logger log = (Logger) LoggerFactory.getLogger(LOGGER);
  private final TransferQueue<Line> lines = new LinkedTransferQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger ofThisSecond = new AtomicInteger();
  private final int linesPerSecond;
  private final Clock clock;
  private final Tracing tracing;
  private final Counter omitted;
  private final @Nullable Thread writer;
  private volatile long second;

  public AccessLog(
      AccessLogProperties properties, Tracing tracing, Clock clock, MeterRegistry meters) {
    this.tracing = tracing;
    this.linesPerSecond = properties.linesPerSecond();
    this.clock = clock;
    this.omitted =
        Counter.builder("berth.access.log.omitted")
            .description("Requests without a line in the access log, because there were too many")
            .register(meters);
    this.writer =
        linesPerSecond == 0 && !tracing.isOn()
            ? null
            : Thread.ofPlatform().daemon().name("access-log").start(this::writeLines);
  }

  /** Gives requests their places in traces. */
  public Tracing tracing() {
    return tracing;
  }

  /**
   * Adds a request, and returns at once.
   *
   * @param span null where the request is not traced
   * @param request asked for where there is to be a line or a span
   */
  public void add(@Nullable ServedSpan span, Supplier<ServedRequest> request) {
    if (writer == null) {
      return;
    }
    boolean written = linesPerSecond > 0 && log.isInfoEnabled() && hasRoom();
    if (written || span != null) {
      enqueue(written, span, request);
    }
  }

  /** Exports a span without a line: of what has one already, or tells nobody anything. */
  public void trace(@Nullable ServedSpan span, Supplier<ServedRequest> request) {
    if (span != null) {
      enqueue(false, span, request);
    }
  }

  private void enqueue(
      boolean written, @Nullable ServedSpan span, Supplier<ServedRequest> request) {
    if (waiting.incrementAndGet() <= MOST_WAITING) {
      lines.add(new Line(clock.instant(), request.get(), written, span));
    } else {
      waiting.decrementAndGet();
      if (written) {
        omitted.increment();
      }
    }
  }

  private boolean hasRoom() {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      ofThisSecond.set(0);
    }
    boolean room =
        ofThisSecond.get() < linesPerSecond && ofThisSecond.incrementAndGet() <= linesPerSecond;
    if (!room) {
      omitted.increment();
    }
    return room;
  }

  private void writeLines() {
    try {
      while (true) {
        handle(lines.take());
      }
    } catch (InterruptedException closed) {
      Line rest;
      while ((rest = lines.poll()) != null) {
        handle(rest);
      }
    }
  }

  private void handle(Line line) {
    waiting.decrementAndGet();
    try {
      if (line.span != null) {
        tracing.export(line.span, line.request, line.at);
      }
      if (line.written) {
        write(line);
      }
    } catch (RuntimeException mistake) {
      LoggerFactory.getLogger(AccessLog.class).error("a request cannot be logged", mistake);
    }
  }

  private void write(Line line) {
    ServedRequest request = line.request;
    List<KeyValuePair> fields = new ArrayList<>();
    long millis = TimeUnit.NANOSECONDS.toMillis(request.nanos());
    StringBuilder text = new StringBuilder();
    if (request.dialect() != null) {
      fields.add(new KeyValuePair("dialect", request.dialect()));
      text.append(request.dialect()).append(' ');
    }
    fields.add(new KeyValuePair("endpoint", request.endpoint()));
    fields.add(new KeyValuePair("outcome", request.outcome()));
    fields.add(new KeyValuePair("ms", millis));
    text.append(request.endpoint()).append(' ').append(request.outcome());
    text.append(" in ").append(millis).append(" ms");
    if (request.app() != null) {
      String app = plain(request.app());
      fields.add(new KeyValuePair("app", app));
      text.append(", app ").append(app);
    }
    if (request.order().id() != 0) {
      fields.add(new KeyValuePair("order", request.order().id()));
      text.append(", order ").append(request.order().id());
    }
    if (request.order().tradeNo() != null) {
      String tradeNo = plain(request.order().tradeNo());
      fields.add(new KeyValuePair("tradeNo", tradeNo));
      text.append(", trade number ").append(tradeNo);
    }
    if (line.span != null) {
      fields.add(new KeyValuePair("traceId", line.span.traceId()));
      fields.add(new KeyValuePair("spanId", line.span.id()));
    }
    LoggingEvent event = new LoggingEvent(SELF, log, Level.INFO, text.toString(), null, null);
    event.setInstant(line.at);
    event.setMDCPropertyMap(Map.of(RequestId.KEY, plain(request.requestId())));
    event.setKeyValuePairs(fields);
    log.callAppenders(event);
  }

  /** Short, and without characters that end a line or hide others. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TEXT)
        .map(point -> Character.isLetterOrDigit(point) || isPrintable(point) ? point : '?')
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isPrintable(int point) {
    return point > ' ' && point < 0x7f;
  }

  /** Writes what waits. */
  @Override
  public void close() throws InterruptedException {
    if (writer != null) {
      writer.interrupt();
      writer.join(FAREWELL);
    }
  }
}
