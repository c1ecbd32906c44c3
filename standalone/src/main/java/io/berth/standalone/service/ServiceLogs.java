package io.berth.standalone.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Writes one log file per service, although services may share a JVM. A line belongs to the service
 * whose package logs it; a library's line belongs to the thread's service. Threads inherit it from
 * the thread that starts them, and Reactor's shared threads take it over with each task.
 */
public final class ServiceLogs {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}%replace(%mdc){'(.+)', ' {$1}'}"
          + " - %msg%n";
  private static final String KEPT_SIZE = "10MB";
  private static final int KEPT_FILES = 2;
  private static final String OTHER = "suite";

  private static final InheritableThreadLocal<@Nullable String> CURRENT =
      new InheritableThreadLocal<>();

  private static final Map<String, String> BY_PACKAGE =
      Map.of(
          "did", Service.DID.id(),
          "pay", Service.PAY.id(),
          "callback", Service.CALLBACK.id(),
          "gateway", Service.GATEWAY.id(),
          "console", Service.CONSOLE.id());

  private static final Map<String, Level> QUIETER =
      Map.of(
          "org.apache.kafka", Level.WARN,
          "kafka", Level.WARN,
          "state.change.logger", Level.WARN,
          "com.icegreen.greenmail", Level.WARN,
          // Warns of an annotation in Spring Cloud Gateway's own settings.
          "org.hibernate.validator.internal.metadata.aggregation.CascadingMetaDataBuilder",
              Level.ERROR,
          "org.springframework.boot.autoconfigure.logging", Level.ERROR);

  private ServiceLogs() {}

  /** Leaves a command's own words alone on the terminal, but for warnings. */
  public static void warningsOnly() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
  }

  /** Redirects this JVM's logs to files; call it before the first log line. */
  public static void into(Path directory) {
    // Otherwise each Spring context would configure logging again for all of them.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.setPackagingDataEnabled(false);
    PerService files = new PerService(directory);
    files.setContext(context);
    files.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(files);
    QUIETER.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    Schedulers.onScheduleHook("berth-service-logs", ServiceLogs::attributedTask);
  }

  /** Runs an action whose threads' log lines belong to a service. */
  public static <T> T attributed(String service, Callable<T> action) {
    String before = CURRENT.get();
    CURRENT.set(service);
    try {
      return action.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      restore(before);
    }
  }

  private static Runnable attributedTask(Runnable task) {
    String service = CURRENT.get();
    if (service == null) {
      return task;
    }
    return () -> {
      String before = CURRENT.get();
      CURRENT.set(service);
      try {
        task.run();
      } finally {
        restore(before);
      }
    };
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }

  static String serviceOf(String logger, @Nullable String ofThread) {
    if (logger.startsWith("io.berth.")) {
      int start = "io.berth.".length();
      int end = logger.indexOf('.', start);
      String service =
          BY_PACKAGE.get(end < 0 ? logger.substring(start) : logger.substring(start, end));
      if (service != null) {
        return service;
      }
    }
    return ofThread == null ? OTHER : ofThread;
  }

  private static final class PerService extends AppenderBase<ILoggingEvent> {

    private final Path directory;
    private final Map<String, RollingFileAppender<ILoggingEvent>> files = new ConcurrentHashMap<>();

    PerService(Path directory) {
      this.directory = directory;
      setName("files");
    }

    @Override
    protected void append(ILoggingEvent event) {
      files
          .computeIfAbsent(serviceOf(event.getLoggerName(), CURRENT.get()), this::open)
          .doAppend(event);
    }

    private RollingFileAppender<ILoggingEvent> open(String service) {
      String file = directory.resolve(service + ".log").toString();
      PatternLayoutEncoder encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern(PATTERN);
      encoder.start();
      RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
      appender.setContext(context);
      appender.setName(service);
      appender.setFile(file);
      FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
      rolling.setContext(context);
      rolling.setParent(appender);
      rolling.setFileNamePattern(file + ".%i");
      rolling.setMaxIndex(KEPT_FILES);
      rolling.start();
      SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
      trigger.setContext(context);
      trigger.setMaxFileSize(FileSize.valueOf(KEPT_SIZE));
      trigger.start();
      appender.setRollingPolicy(rolling);
      appender.setTriggeringPolicy(trigger);
      appender.setEncoder(encoder);
      appender.start();
      return appender;
    }

    @Override
    public void stop() {
      super.stop();
      files.values().forEach(RollingFileAppender::stop);
    }
  }
}
