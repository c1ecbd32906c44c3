package io.berth.service.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.EventConstants;
import org.slf4j.helpers.MessageFormatter;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps an outage from filling the log: while a database, Kafka or another service is away, each
 * kind of line is written once a second, with how many there were, and without the stack trace,
 * which says nothing that is not known. Thirteen seconds without PostgreSQL wrote 126,000 lines.
 *
 * <p>A kind is what the same statement of the same logger tells of the same type of failure. Lines
 * that tell of anything else are left as they are.
 */
public final class RepeatedLines extends TurboFilter {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** More kinds than there are statements that may tell of an outage. */
  private static final int MOST_KINDS = 1_000;

  /** Libraries that complain of an outage on their own, with or without an exception. */
  private static final List<String> LIBRARIES =
      List.of(
          "org.apache.kafka.",
          "org.springframework.kafka.",
          "org.springframework.boot.health.",
          "org.springframework.boot.actuate.",
          "io.r2dbc.",
          "reactor.",
          "io.netty.");

  /** Kafka's clients begin each line with their own name. */
  private static final Pattern CLIENT = Pattern.compile("^\\[[^]]*] ");

  private static final String CALLER = RepeatedLines.class.getName();

  private record Kind(String logger, Level level, String statement, @Nullable String failure) {}

  /** Lines of one kind within the present second. */
  private static final class Count {
    private long endNanos = System.nanoTime() - 1;
    private int more;
  }

  private final Map<Kind, Count> counts = new ConcurrentHashMap<>();
  private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

  RepeatedLines() {
    setName("repeated lines");
  }

  /** Where Logback is what logs, and once only: services may share it. */
  static void limit() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      synchronized (RepeatedLines.class) {
        if (context.getTurboFilterList().stream().noneMatch(RepeatedLines.class::isInstance)) {
          RepeatedLines lines = new RepeatedLines();
          lines.setContext(context);
          lines.start();
          context.addTurboFilter(lines);
        }
      }
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    if (format == null
        || !level.isGreaterOrEqual(Level.WARN)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())
        || writing.get()) {
      return FilterReply.NEUTRAL;
    }
    Throwable failure = thrown == null ? failure(arguments) : thrown;
    boolean outage = failure != null && Failures.isOutage(failure);
    if (!outage
        && (failure != null || LIBRARIES.stream().noneMatch(logger.getName()::startsWith))) {
      return FilterReply.NEUTRAL;
    }
    String line = line(format, arguments, failure);
    if (isFirst(kind(logger, level, format, failure), logger, level, line)) {
      write(logger, level, line);
    }
    return FilterReply.DENY;
  }

  private static @Nullable Throwable failure(Object @Nullable [] arguments) {
    return arguments != null
            && arguments.length > 0
            && arguments[arguments.length - 1] instanceof Throwable last
        ? last
        : null;
  }

  private static Kind kind(Logger logger, Level level, String format, @Nullable Throwable failure) {
    return new Kind(
        logger.getName(),
        level,
        CLIENT.matcher(format).replaceFirst(""),
        failure == null ? null : failure.getClass().getName());
  }

  /** The failure in a few words, where the line does not have them. */
  private static String line(
      String format, Object @Nullable [] arguments, @Nullable Throwable failure) {
    String line = MessageFormatter.arrayFormat(format, arguments).getMessage();
    return failure == null || line.contains(failure.toString()) ? line : line + ": " + failure;
  }

  private boolean isFirst(Kind kind, Logger logger, Level level, String line) {
    if (counts.size() >= MOST_KINDS && !counts.containsKey(kind)) {
      counts.clear();
    }
    Count count = counts.computeIfAbsent(kind, _ -> new Count());
    synchronized (count) {
      long now = System.nanoTime();
      if (now - count.endNanos >= 0 && count.more == 0) {
        count.endNanos = now + WINDOW.toNanos();
        return true;
      }
      count.more++;
      if (count.more == 1) {
        long left = Math.max(0, count.endNanos - now);
        Schedulers.boundedElastic()
            .schedule(() -> sum(count, logger, level, line), left, TimeUnit.NANOSECONDS);
      }
      return false;
    }
  }

  private void sum(Count count, Logger logger, Level level, String line) {
    int more;
    synchronized (count) {
      more = count.more;
      count.more = 0;
      count.endNanos = System.nanoTime() + WINDOW.toNanos();
    }
    write(logger, level, line + " (" + more + " like this within a second)");
  }

  private void write(Logger logger, Level level, String line) {
    int slf4jLevel = level == Level.ERROR ? EventConstants.ERROR_INT : EventConstants.WARN_INT;
    writing.set(true);
    try {
      // As an argument: braces in it are no placeholders.
      logger.log(null, CALLER, slf4jLevel, "{}", new Object[] {line}, null);
    } finally {
      writing.remove();
    }
  }
}
