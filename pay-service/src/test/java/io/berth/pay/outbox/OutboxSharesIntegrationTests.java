package io.berth.pay.outbox;

import static org.awaitility.Awaitility.await;

import io.berth.pay.PayDatabase;
import io.berth.pay.PayProperties;
import io.berth.pay.order.OrderRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutboxSharesIntegrationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PayDatabase database = PayDatabase.fresh();
  private final OutboxRelay first = relay();
  private final OutboxRelay second = relay();
  private final OutboxRelay third = relay();

  @AfterEach
  void stop() {
    List.of(first, second, third).forEach(OutboxRelay::stop);
  }

  @Test
  void relaysShareTheShardsEvenlyAndTakeThoseOfTheDead() {
    first.start();
    awaitShares(8L);
    second.start();
    awaitShares(4L, 4L);
    third.start();
    awaitShares(2L, 3L, 3L);
    first.stop();
    awaitShares(4L, 4L);
    second.stop();
    awaitShares(8L);
  }

  private void awaitShares(Long... shares) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                database
                    .client()
                    .sql(
                        "select count(*) as shards from pg_locks where locktype = 'advisory'"
                            + " and granted and mode = 'ExclusiveLock' and database ="
                            + " (select oid from pg_database where datname = current_database())"
                            + " group by pid order by 1")
                    .map(row -> row.get("shards", Long.class))
                    .all()
                    .collectList()
                    .block(PATIENCE)
                    .equals(List.of(shares)));
  }

  private OutboxRelay relay() {
    PayProperties.Outbox properties =
        new PayProperties.Outbox(
            Duration.ofMillis(50), 100, Duration.ofDays(7), Duration.ofMinutes(10), 3);
    return new OutboxRelay(
        connection(),
        new OutboxRows(new OrderRows()),
        event -> Mono.empty(),
        properties,
        new SimpleMeterRegistry());
  }

  private Mono<PostgresqlConnection> connection() {
    ConnectionFactory unpooled = (ConnectionFactory) ((Wrapped<?>) database.connections()).unwrap();
    return Mono.from(unpooled.create()).cast(PostgresqlConnection.class);
  }
}
