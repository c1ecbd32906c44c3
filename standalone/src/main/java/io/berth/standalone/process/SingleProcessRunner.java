package io.berth.standalone.process;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.ServerStartBarrier;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceContext;
import io.berth.standalone.service.ServiceLogs;
import io.berth.standalone.service.ServiceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs all services in this JVM, each in a separate Spring context. */
public final class SingleProcessRunner implements SuiteRunner {

  private static final Logger log = LoggerFactory.getLogger(SingleProcessRunner.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final CompletableFuture<LocalServers> servers;
  private final Map<Service, CompletableFuture<ConfigurableApplicationContext>> contexts =
      new EnumMap<>(Service.class);

  private SingleProcessRunner(CompletableFuture<LocalServers> servers) {
    this.servers = servers;
  }

  public static SingleProcessRunner start(
      DataDirectory data, LocalSettings settings, ServiceSettings services, Progress progress) {
    CompletableFuture<LocalServers> servers =
        background("start-servers", () -> LocalServers.start(data, settings, progress));
    SingleProcessRunner process = new SingleProcessRunner(servers);
    for (Service service : Service.values()) {
      process.contexts.put(service, starting(service, services.of(service), servers, progress));
    }
    try {
      servers.join();
    } catch (CompletionException e) {
      log.error("the servers do not start", e);
      process.close();
      Throwable failure = e.getCause() == null ? e : e.getCause();
      throw new UserError(FailureMessages.outermost(failure) + " (logs: " + data.logs() + ")");
    }
    try {
      process.awaitAll();
      return process;
    } catch (ServiceFailed e) {
      log.error("{} does not start", e.service.id(), e.getCause());
      process.close();
      throw new UserError(
          "%s does not start: %s (log: %s)"
              .formatted(
                  e.service.id(),
                  FailureMessages.reason(e),
                  data.logs().resolve(e.service.id() + ".log")));
    }
  }

  private static final class ServiceFailed extends RuntimeException {

    private final transient Service service;

    ServiceFailed(Service service, Throwable cause) {
      super(cause);
      this.service = service;
    }
  }

  private static CompletableFuture<ConfigurableApplicationContext> starting(
      Service service,
      Map<String, String> settings,
      CompletableFuture<LocalServers> servers,
      Progress progress) {
    return background(
        "start-" + service.id(),
        () -> {
          Instant began = Instant.now();
          try {
            ConfigurableApplicationContext started =
                ServiceContext.start(service, settings, new ServerStartBarrier(servers));
            progress.started(service.id(), began);
            return started;
          } catch (Throwable e) {
            throw new ServiceFailed(service, e);
          }
        });
  }

  private static <T> CompletableFuture<T> background(String name, Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().name(name).start(task));
  }

  /** Fails with the first failure, without waiting for services that depend on the failed one. */
  private void awaitAll() {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    contexts
        .values()
        .forEach(
            context ->
                context.exceptionally(
                    e -> {
                      failed.completeExceptionally(e);
                      return null;
                    }));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(contexts.values().toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, failed).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ServiceFailed cause ? cause : e;
    }
  }

  @Override
  public void close() {
    // Without the gateway no new requests come in; pending ones still reach the other services.
    close(Service.GATEWAY);
    List<Thread> closing = new ArrayList<>();
    for (Service service : contexts.keySet()) {
      if (service != Service.GATEWAY) {
        closing.add(Thread.ofPlatform().name("stop-" + service.id()).start(() -> close(service)));
      }
    }
    try {
      for (Thread thread : closing) {
        thread.join(CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // A context that fails to start has closed itself.
      if (!servers.isCompletedExceptionally()) {
        servers.join().close();
      }
    }
  }

  private void close(Service service) {
    CompletableFuture<ConfigurableApplicationContext> context = contexts.get(service);
    if (context == null) {
      return;
    }
    try {
      ServiceLogs.attributed(
          service.id(),
          () -> {
            context.get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS).close();
            return service;
          });
    } catch (RuntimeException e) {
      if (!context.isCompletedExceptionally()) {
        log.warn("{} does not stop cleanly", service.id(), e);
      }
    }
  }
}
