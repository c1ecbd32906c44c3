package io.berth.service.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.netty.channel.epoll.Epoll;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;

/**
 * Tests that a request that is cancelled leaves no transaction open: what comes next on the
 * connection would be answered and never committed.
 */
@BerthServers(postgres = "berth_begin")
class UncancelledBeginIntegrationTests {

  private static final int CANCELLED = 1_000;
  private static final int MAX_NANOS = 2_000_000;

  private ConnectionPool pool;

  /** As services do at their start: an event loop must not read the library's file. */
  @BeforeAll
  static void loadNativeLibrary() {
    Epoll.isAvailable();
  }

  @BeforeEach
  void openPool(TestDatabase database) {
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(database.details().r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.details().appRole())
            .option(ConnectionFactoryOptions.PASSWORD, database.details().appPassword())
            .build();
    pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .initialSize(1)
                .maxSize(1)
                .build());
  }

  @AfterEach
  void closePool() {
    pool.dispose();
  }

  @Test
  void nextStatementIsATransactionOfItsOwn() {
    DatabaseClient client = DatabaseClient.create(pool);
    TransactionalOperator transaction =
        TransactionalOperator.create(new UncancelledBegin(new R2dbcTransactionManager(pool)));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < CANCELLED; i++) {
      Disposable running =
          transaction.transactional(client.sql("select 1").fetch().rowsUpdated()).subscribe();
      LockSupport.parkNanos(random.nextInt(MAX_NANOS));
      running.dispose();
      assertThat(
              client
                  .sql("select transaction_timestamp() = statement_timestamp()")
                  .mapValue(Boolean.class)
                  .one()
                  .block(Duration.ofSeconds(20)))
          .as("after cancellation %s", i)
          .isTrue();
    }
  }
}
