package io.berth.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(30)
class ServerStartBarrierTests {

  private final CompletableFuture<LocalServers> servers = new CompletableFuture<>();
  private final GenericApplicationContext context = new GenericApplicationContext();
  private final CountDownLatch made = new CountDownLatch(1);
  private final Work work = new Work();

  ServerStartBarrierTests() {
    new ServerStartBarrier(servers).initialize(context);
    context.registerBean(
        Work.class,
        () -> {
          made.countDown();
          return work;
        });
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void beansAreMadeAtOnceAndBeginToWorkWhenTheServersAreThere() throws Exception {
    CompletableFuture<Void> refreshing = CompletableFuture.runAsync(context::refresh);
    assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(catchThrowable(() -> refreshing.get(200, TimeUnit.MILLISECONDS)))
        .isInstanceOf(TimeoutException.class);
    assertThat(work.isRunning()).isFalse();
    servers.complete(null);
    refreshing.join();
    assertThat(work.isRunning()).isTrue();
  }

  @Test
  void serversThatDoNotStartEndTheWaitWithTheirReason() {
    CompletableFuture<Void> refreshing = CompletableFuture.runAsync(context::refresh);
    servers.completeExceptionally(new IllegalStateException("no room on the disk"));
    assertThatThrownBy(refreshing::join).hasRootCauseMessage("no room on the disk");
    assertThat(work.isRunning()).isFalse();
  }

  @Test
  void tablesAreMigratedOnceTheServersAreThereAndBeforeAnybodyWorks() {
    FlywayMigrationStrategy strategy =
        context.getBeanFactory().getBean(FlywayMigrationStrategy.class);
    // Without a database: whoever migrates fails.
    strategy.migrate(Flyway.configure().load());
    servers.complete(null);
    assertThatThrownBy(context::refresh).hasRootCauseInstanceOf(FlywayException.class);
    assertThat(work.isRunning()).isFalse();
  }

  private static final class Work implements SmartLifecycle {

    private volatile boolean running;

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return -2000;
    }
  }
}
