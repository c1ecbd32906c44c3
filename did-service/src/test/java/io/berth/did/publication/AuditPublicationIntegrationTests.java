package io.berth.did.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.did.fixture.DidServiceTest;
import io.berth.service.audit.AuditLog;
import io.berth.service.json.BerthJson;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@DidServiceTest
@BerthServers(postgres = "berth_did", kafka = true, shared = false)
@TestPropertySource(properties = "berth.records.publish=true")
@DirtiesContext
class AuditPublicationIntegrationTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Autowired AuditLog log;
  @Autowired TransactionalOperator transaction;

  private Mono<Void> write(String object) {
    Caller operator =
        Caller.of(Caller.Kind.CONSOLE, "request-of-" + object).withUid(1000001L).withAddress("::1");
    return log.write(operator, "app.freeze", object, "too loud", Map.of("from", "live"));
  }

  private static List<JsonNode> published(TestServers servers, String prefix) {
    return servers.kafka().records("berth.audit").stream()
        .map(ConsumerRecord::value)
        .map(BerthJson.mapper()::readTree)
        .filter(record -> record.path("object").asString().startsWith(prefix))
        .toList();
  }

  private static void awaitNothingWaits(TestServers servers) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(servers.database().query("select count(*) from audit_unpublished"))
                    .containsExactly("0"));
  }

  @Test
  void everyRecordIsPublishedInItsOrderWithAllThatItSays(TestServers servers) {
    Flux.range(0, 250).concatMap(i -> write("app/in-order-" + i)).blockLast(TIMEOUT);
    awaitNothingWaits(servers);

    List<JsonNode> records = published(servers, "app/in-order-");
    assertThat(records)
        .extracting(record -> record.path("object").asString())
        .containsExactlyElementsOf(
            IntStream.range(0, 250).mapToObj(i -> "app/in-order-" + i).toList());
    JsonNode first = records.getFirst();
    assertThat(first.path("service").asString()).isEqualTo("did-service");
    assertThat(first.path("actorUid").asLong()).isEqualTo(1000001);
    assertThat(first.path("action").asString()).isEqualTo("app.freeze");
    assertThat(first.path("reason").asString()).isEqualTo("too loud");
    assertThat(first.path("details").path("from").asString()).isEqualTo("live");
    assertThat(first.path("address").asString()).isEqualTo("::1");
    assertThat(first.path("requestId").asString()).isEqualTo("request-of-app/in-order-0");
    assertThat(first.path("at").asString()).endsWith("Z");
  }

  @Test
  void aRecordWhoseChangeFailsIsNotPublished(TestServers servers) {
    write("app/undone-1")
        .then(Mono.error(new IllegalStateException("the change fails")))
        .as(transaction::transactional)
        .onErrorComplete()
        .block(TIMEOUT);
    write("app/undone-2").block(TIMEOUT);
    awaitNothingWaits(servers);

    assertThat(published(servers, "app/undone-"))
        .extracting(record -> record.path("object").asString())
        .containsExactly("app/undone-2");
  }

  @Test
  void recordsWaitWhileKafkaIsAway(TestServers servers) {
    servers.kafka().stop();
    write("app/away").block(TIMEOUT);
    assertThat(servers.database().query("select count(*) from audit_unpublished"))
        .containsExactly("1");
    servers.kafka().start();
    awaitNothingWaits(servers);

    assertThat(published(servers, "app/away")).isNotEmpty();
  }
}
