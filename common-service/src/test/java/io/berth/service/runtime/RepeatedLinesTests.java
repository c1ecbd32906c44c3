package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class RepeatedLinesTests {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = context.getLogger("io.berth.pay.Anything");

  @BeforeEach
  void limit() {
    RepeatedLines filter = new RepeatedLines();
    filter.setContext(context);
    filter.start();
    context.addTurboFilter(filter);
    lines.setContext(context);
    lines.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
  }

  private List<String> messages() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void anOutageIsOneLinePerKindAndSecondWithACountAndNoTrace() {
    Exception away = new IllegalStateException("no connection", new ConnectException("refused"));
    for (int i = 0; i < 1_000; i++) {
      log.error("{} {} failed", "GET", "/page/" + i, away);
      log.warn("{} was not carried out", "PayUser", away);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> messages().stream().filter(line -> line.contains("like this")).count() == 2);
    assertThat(messages())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("GET /page/0 failed: " + away))
        .anyMatch(line -> line.endsWith("(999 like this within a second)"));
    assertThat(lines.list).allMatch(event -> event.getThrowableProxy() == null);
  }

  @Test
  void aMistakeOfOursKeepsItsTraceEachTime() {
    for (int i = 0; i < 3; i++) {
      log.error("{} failed", "PayUser", new IllegalStateException("a mistake"));
    }
    assertThat(lines.list).hasSize(3).allMatch(event -> event.getThrowableProxy() != null);
  }

  @Test
  void linesThatTellOfSomethingElseAreAllWritten() {
    for (int i = 0; i < 100; i++) {
      log.error("audit: account {} differs", i);
    }
    assertThat(lines.list).hasSize(100);
  }

  @Test
  void whatKafkasClientsComplainOfByThemselvesIsLimitedForAllOfThem() {
    Logger kafka = context.getLogger("org.apache.kafka.clients.NetworkClient");
    for (int i = 0; i < 500; i++) {
      kafka.warn("[Consumer clientId=" + i + "] Connection to node {} could not be established", i);
    }
    assertThat(messages().size()).isLessThanOrEqualTo(2);
  }

  @Test
  void theNumberOfKindsIsBounded() {
    for (int i = 0; i < 5_000; i++) {
      log.warn("kind " + i, new ConnectException("refused"));
    }
    assertThat(lines.list).hasSize(5_000);
  }
}
