package io.berth.callback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Topics;
import io.berth.api.delivery.DeadLetterCommand.DropDeadLetter;
import io.berth.api.delivery.DeadLetterCommand.RepeatDeadLetter;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetterRecord;
import io.berth.api.order.OrderEvent;
import io.berth.callback.RunningService;
import io.berth.callback.TestOrders;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@BerthServers(postgres = "berth_callback", kafka = true)
class DeadLetterIntegrationTests {
  private static final Caller OPERATOR =
      Caller.of(Caller.Kind.CONSOLE, "dead-letter-1").withUid(1_000_001L).withAddress("192.0.2.1");

  private static RunningService service;

  @BeforeAll
  static void start(TestServers servers) {
    service = new RunningService(servers);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** As one that a former release could not read. */
  @Test
  void aGenuineRecordIsHandledAgainOnce(TestDatabase database) {
    OrderEvent event = TestOrders.paid("game", "again");
    store(database, 900, "true", BerthJson.mapper().writeValueAsString(event));

    assertThat(repeat(900, 1)).isEqualTo(new Outcome.Done());
    assertThat(database.query("select count(*) from deliveries where trade_no = 'again'"))
        .containsExactly("1");
    assertThat(letter(900, 1)).isNull();
    assertThat(repeat(900, 1)).isEqualTo(Outcome.Invalid.of("record", "not-repeatable"));
    assertThat(
            database.query(
                "select action || ' ' || object || ' ' || actor_uid || ' ' || reason from audit_log"
                    + " where object = 'dead-letter/900/1'"))
        .containsExactly("dead-letter.repeat dead-letter/900/1 1000001 it reads now");
  }

  @Test
  void whatIsStillNoEventStaysUntilItIsDropped(TestKafka kafka, TestDatabase database) {
    kafka.send(Topics.ORDERS, "1", "{\"no\":\"event\"}");
    DeadLetterRecord letter =
        await().atMost(Duration.ofSeconds(30)).until(() -> letter("event"), Objects::nonNull);

    assertThat(letter.repeatable()).isTrue();
    assertThat(repeat(letter.partition(), letter.offset()))
        .isEqualTo(Outcome.Invalid.of("record", "still-unreadable"));
    assertThat(drop(letter, " ")).isEqualTo(Outcome.Invalid.of("reason", "missing"));
    assertThat(drop(letter, "a test")).isEqualTo(new Outcome.Done());
    assertThat(drop(letter, "a test")).isEqualTo(Outcome.Invalid.of("record", "unknown"));
    assertThat(database.query("select count(*) from audit_log where action = 'dead-letter.drop'"))
        .containsExactly("1");
  }

  /** It would tell a merchant of a payment that does not exist. */
  @Test
  void aForgedRecordIsNeverHandled(TestDatabase database) {
    OrderEvent event = TestOrders.paid("game", "forged-again");
    store(database, 901, "false", BerthJson.mapper().writeValueAsString(event));

    assertThat(repeat(901, 1)).isEqualTo(Outcome.Invalid.of("record", "not-repeatable"));
    assertThat(letter(901, 1)).isNotNull();
    assertThat(database.query("select count(*) from deliveries where trade_no = 'forged-again'"))
        .containsExactly("0");
  }

  private static void store(TestDatabase database, int partition, String repeatable, String json) {
    database.execute(
        "insert into poison_records (topic, partition, \"offset\", value, error, repeatable)"
            + " values ('berth.orders', "
            + partition
            + ", 1, decode('"
            + HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8))
            + "', 'hex'), 'a test', "
            + repeatable
            + ")");
  }

  private static Outcome repeat(int partition, long offset) {
    return service
        .bean(DeadLetterHandlers.class)
        .repeat(new RepeatDeadLetter(partition, offset, "it reads now"), OPERATOR)
        .block(Duration.ofSeconds(20));
  }

  private static Outcome drop(DeadLetterRecord letter, String reason) {
    return service
        .bean(DeadLetterHandlers.class)
        .drop(new DropDeadLetter(letter.partition(), letter.offset(), reason), OPERATOR)
        .block(Duration.ofSeconds(20));
  }

  private static List<DeadLetterRecord> letters() {
    return service.bean(DeadLetterRows.class).newest().block(Duration.ofSeconds(20)).records();
  }

  private static DeadLetterRecord letter(int partition, long offset) {
    return letters().stream()
        .filter(one -> one.partition() == partition && one.offset() == offset)
        .findFirst()
        .orElse(null);
  }

  private static DeadLetterRecord letter(String content) {
    return letters().stream()
        .filter(one -> String.valueOf(one.value()).contains(content) && one.partition() < 900)
        .findFirst()
        .orElse(null);
  }
}
