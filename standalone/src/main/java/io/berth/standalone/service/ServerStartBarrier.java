package io.berth.standalone.service;

import io.berth.service.runtime.StartStep;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets a service create its beans while PostgreSQL and Kafka still start. No bean uses a server
 * before the context's lifecycle begins; there this barrier waits for the servers and migrates the
 * tables.
 */
public record ServerStartBarrier(CompletableFuture<LocalServers> servers)
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Barrier barrier = new Barrier(servers);
    FlywayMigrationStrategy later = flyway -> barrier.migrating = flyway;
    context.getBeanFactory().registerSingleton("flywayMigrationStrategy", later);
    context.getBeanFactory().registerSingleton("serverStartBarrier", barrier);
  }

  private static final class Barrier implements StartStep {

    private final CompletableFuture<LocalServers> servers;
    private volatile @Nullable Flyway migrating;

    Barrier(CompletableFuture<LocalServers> servers) {
      this.servers = servers;
    }

    @Override
    public void start() {
      servers.join();
      Flyway flyway = migrating;
      if (flyway != null) {
        flyway.migrate();
      }
    }

    /** Runs before all other start steps. */
    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
