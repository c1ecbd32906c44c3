package io.berth.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTests {

  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00.123456Z");

  private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void start() {
    written.start();
    logger.setAdditive(false);
    logger.addAppender(written);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(written);
    logger.setAdditive(true);
  }

  private AccessLog log(int linesPerSecond) {
    return new AccessLog(
        new AccessLogProperties(linesPerSecond),
        new Tracing(new TracingProperties(null, 1, false), "test"),
        Clock.fixed(NOW, ZoneOffset.UTC),
        meters);
  }

  private static ServedRequest request(String id, String tradeNo) {
    return new ServedRequest(
        id, "shop", "dragonex", "PayUser", "OK", 12_900_000, new ServedRequest.Order(7, tradeNo));
  }

  private double omitted() {
    return meters.get("berth.access.log.omitted").counter().count();
  }

  @Test
  void aLineTellsPeopleAndMachinesTheSame() throws InterruptedException {
    try (AccessLog log = log(10)) {
      log.add(null, () -> request("request-of-line", "t-1"));
    }
    ILoggingEvent line = written.list.getFirst();
    assertThat(line.getFormattedMessage())
        .isEqualTo("dragonex PayUser OK in 12 ms, app shop, order 7, trade number t-1");
    assertThat(line.getMDCPropertyMap()).containsEntry("requestId", "request-of-line");
    assertThat(line.getInstant()).isEqualTo(NOW);
    assertThat(
            line.getKeyValuePairs().stream()
                .map(pair -> pair.key + '=' + pair.value)
                .collect(Collectors.joining(" ")))
        .isEqualTo(
            "dialect=dragonex endpoint=PayUser outcome=OK ms=12 app=shop order=7 tradeNo=t-1");
  }

  @Test
  void aMerchantsNumberCanNeitherForgeALineNorFillTheLog() throws InterruptedException {
    try (AccessLog log = log(10)) {
      log.add(null, () -> request("request-forged", "x\n2026 INFO y\u202e" + "z".repeat(10_000)));
    }
    assertThat(written.list.getFirst().getFormattedMessage())
        .endsWith("trade number x?2026?INFO?y?" + "z".repeat(50));
  }

  @Test
  void countsWhatIsBeyondTheLimit() throws InterruptedException {
    List<String> described = new ArrayList<>();
    try (AccessLog log = log(3)) {
      for (int i = 0; i < 100; i++) {
        log.add(
            null,
            () -> {
              described.add("one");
              return request("request-many", "t");
            });
      }
    }
    // A second may have ended in between.
    assertThat(written.list).hasSizeBetween(3, 6).hasSameSizeAs(described);
    assertThat(omitted()).isEqualTo(100 - written.list.size());
  }

  @Test
  void aLogThatNobodyReadsHoldsUpNoRequest() throws InterruptedException {
    CountDownLatch reader = new CountDownLatch(1);
    AtomicInteger lines = new AtomicInteger();
    ListAppender<ILoggingEvent> stuck =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent line) {
            try {
              reader.await();
              lines.incrementAndGet();
            } catch (InterruptedException closed) {
              Thread.currentThread().interrupt();
            }
          }
        };
    stuck.start();
    logger.addAppender(stuck);
    try (AccessLog log = log(100_000)) {
      for (int i = 0; i < 20_000; i++) {
        log.add(null, () -> request("request-stuck", "t"));
      }
      double omitted = omitted();
      assertThat(omitted).isBetween(9_000.0, 10_000.0);
      String traced = RequestId.fresh();
      log.trace(ServedSpan.root(traced), () -> request(traced, "t"));
      assertThat(omitted()).as("a span alone is no line").isEqualTo(omitted);
      reader.countDown();
      // Otherwise the last lines would come to the next test.
      Awaitility.await().until(() -> lines.get() + omitted() == 20_000);
    } finally {
      logger.detachAppender(stuck);
    }
  }

  @Test
  void aLineThatCannotBeWrittenIsTheOnlyOneThatIsMissing() throws InterruptedException {
    try (AccessLog log = log(10)) {
      log.add(null, () -> request(null, "t"));
      log.add(null, () -> request("request-after", "t"));
    }
    assertThat(written.list)
        .singleElement()
        .extracting(line -> line.getMDCPropertyMap().get("requestId"))
        .isEqualTo("request-after");
  }

  @Test
  void zeroTurnsItOff() throws InterruptedException {
    try (AccessLog log = log(0)) {
      log.add(null, () -> request("request-off", "t"));
    }
    assertThat(written.list).isEmpty();
    assertThat(omitted()).isZero();
  }
}
