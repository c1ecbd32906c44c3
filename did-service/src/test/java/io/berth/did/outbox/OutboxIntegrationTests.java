package io.berth.did.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.token.Revocation;
import io.berth.did.fixture.DidServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

@DidServiceTest
class OutboxIntegrationTests {
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;

  private final AtomicInteger signals = new AtomicInteger();
  private Outbox outbox;

  @BeforeEach
  void make() {
    outbox = new Outbox(database, signals::incrementAndGet);
  }

  private Mono<Void> revoke(String family) {
    return outbox.revoked(66, new Revocation.TokenFamily(family, Instant.now()));
  }

  @Test
  void wakesThePublicationOnceWhenATransactionIsCommitted() {
    AtomicInteger before = new AtomicInteger(-1);
    revoke("one")
        .then(revoke("two"))
        .then(Mono.fromRunnable(() -> before.set(signals.get())))
        .as(transaction::transactional)
        .block(MAX_WAIT);
    assertThat(before).as("nobody could see the events").hasValue(0);
    assertThat(signals).hasValue(1);
    revoke("three").as(transaction::transactional).block(MAX_WAIT);
    assertThat(signals).hasValue(2);
  }

  @Test
  void doesNotWakeItWhereNothingWasCommitted() {
    assertThatThrownBy(
            () ->
                revoke("never")
                    .then(Mono.error(new IllegalStateException("on purpose")))
                    .as(transaction::transactional)
                    .block(MAX_WAIT))
        .hasMessageContaining("on purpose");
    assertThat(signals).hasValue(0);
  }

  @Test
  void wakesItWithoutATransactionToo() {
    revoke("alone").block(MAX_WAIT);
    assertThat(signals).hasValue(1);
  }
}
