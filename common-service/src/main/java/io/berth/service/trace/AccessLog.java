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
 * Writes one line for each request that a service has served. A thread of its own writes, so that a
 * slow disk or pipe holds up no event loop; requests beyond the limit per second, and what the
 * thread cannot keep up with, are counted and get no line.
 */
public final class AccessLog implements AutoCloseable {
  static final String LOGGER = "io.berth.access";
  private static final String SELF = AccessLog.class.getName();
  private static final int MOST_WAITING = 10_000;
  private static final int LONGEST_TEXT = 64;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private record Line(Instant at, ServedRequest request) {}

  private final Logger log = (Logger) LoggerFactory.getLogger(LOGGER);
  private final TransferQueue<Line> lines = new LinkedTransferQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger ofThisSecond = new AtomicInteger();
  private final int linesPerSecond;
  private final Clock clock;
  private final Counter omitted;
  private final @Nullable Thread writer;
  private volatile long second;

  public AccessLog(AccessLogProperties properties, Clock clock, MeterRegistry meters) {
    this.linesPerSecond = properties.linesPerSecond();
    this.clock = clock;
    this.omitted =
        Counter.builder("berth.access.log.omitted")
            .description("Requests without a line in the access log, because there were too many")
            .register(meters);
    this.writer =
        linesPerSecond == 0
            ? null
            : Thread.ofPlatform().daemon().name("access-log").start(this::writeLines);
  }

  /**
   * Adds a line, and returns at once.
   *
   * @param request asked for where there is to be a line
   */
  public void add(Supplier<ServedRequest> request) {
    if (writer == null || !log.isInfoEnabled()) {
      return;
    }
    if (hasRoom()) {
      waiting.incrementAndGet();
      lines.add(new Line(clock.instant(), request.get()));
    } else {
      omitted.increment();
    }
  }

  private boolean hasRoom() {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      ofThisSecond.set(0);
    }
    return ofThisSecond.get() < linesPerSecond
        && ofThisSecond.incrementAndGet() <= linesPerSecond
        && waiting.get() < MOST_WAITING;
  }

  private void writeLines() {
    try {
      while (true) {
        write(lines.take());
      }
    } catch (InterruptedException closed) {
      Line rest;
      while ((rest = lines.poll()) != null) {
        write(rest);
      }
    }
  }

  private void write(Line line) {
    waiting.decrementAndGet();
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
