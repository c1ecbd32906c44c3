package io.berth.standalone.service;

import io.berth.service.runtime.StartStep;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets a service make its beans while the servers still start. None of them talks to a server
 * before the context's lifecycle begins: there it waits, and migrates its tables first.
 */
public record ServerStartBarrier(CompletableFuture<LocalServers> servers)
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Gate gate = new Gate(servers);
    FlywayMigrationStrategy later = flyway -> gate.migrating = flyway;
    context.getBeanFactory().registerSingleton("migratingLater", later);
    context.getBeanFactory().registerSingleton("serversGate", gate);
  }

  private static final class Gate implements StartStep {

    private final CompletableFuture<LocalServers> servers;
    private volatile @Nullable Flyway migrating;

    Gate(CompletableFuture<LocalServers> servers) {
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

    /** Before everything else. */
    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
