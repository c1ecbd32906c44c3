package io.berth.standalone.service;

import io.berth.embedded.LocalKafka;
import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.mail.LocalMailServer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops PostgreSQL, Kafka and the mail server of one data directory. */
public final class LocalServers implements AutoCloseable {

  public static final String POSTGRES = "postgres";
  public static final String SMTP = "smtp";
  public static final String KAFKA = "kafka";
  static final String INBOX = "inbox";
  public static final List<String> NAMES = List.of(POSTGRES, KAFKA, SMTP, INBOX);

  private static final String MAIL = "mail";

  /** Servers that a suite of several processes runs in a process each. */
  public static final List<String> PROCESSES = List.of(POSTGRES, KAFKA, MAIL);

  private static final Logger log = LoggerFactory.getLogger(LocalServers.class);

  private final LocalMailServer mailServer;
  private final LocalKafka kafka;
  private final LocalPostgres postgres;

  private LocalServers(LocalMailServer mailServer, LocalKafka kafka, LocalPostgres postgres) {
    this.mailServer = mailServer;
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /** Starts the servers on the ports in the settings. */
  public static LocalServers start(DataDirectory data, LocalSettings settings, Progress progress) {
    Future<LocalPostgres> postgres =
        inBackground(POSTGRES, () -> postgres(data, settings, progress));
    Future<LocalKafka> kafka = inBackground(KAFKA, () -> kafka(data, settings, progress));
    LocalMailServer mailServer = null;
    try {
      mailServer = mail(settings);
      return new LocalServers(mailServer, result(kafka), result(postgres));
    } catch (RuntimeException e) {
      close(mailServer);
      close(resultOrNull(kafka));
      close(resultOrNull(postgres));
      throw e;
    }
  }

  /**
   * Starts one of the servers.
   *
   * @param name one of {@link #PROCESSES}
   * @param ended runs when the server ends without being closed
   */
  public static AutoCloseable start(
      String name, DataDirectory data, Runnable ended, Progress progress) {
    LocalSettings settings = LocalSettings.of(data);
    return switch (name) {
      case POSTGRES -> {
        LocalPostgres postgres =
            ServiceLogs.attributed(POSTGRES, () -> postgres(data, settings, progress));
        postgres.onExit().thenRun(ended);
        yield postgres;
      }
      // A broker that ends ends its JVM.
      case KAFKA -> ServiceLogs.attributed(KAFKA, () -> kafka(data, settings, progress));
      case MAIL -> mail(settings);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LocalMailServer mail(LocalSettings settings) {
    return ServiceLogs.attributed(
        MAIL, () -> LocalMailServer.start(settings.port(SMTP), settings.port(INBOX)));
  }

  private static LocalPostgres postgres(
      DataDirectory data, LocalSettings settings, Progress progress) {
    Instant began = Instant.now();
    LocalPostgres postgres =
        LocalPostgres.durable(
            data.postgres(), settings.port(POSTGRES), settings.password("postgres/superuser"));
    try {
      PostgresAdmin admin = postgres.admin();
      SuiteKeys keys = SuiteKeys.of(data);
      for (Service service : Service.values()) {
        service
            .database()
            .ifPresent(
                name ->
                    admin.create(
                        name,
                        settings.password("postgres/" + name + "_owner"),
                        keys.databasePassword(name + "_app")));
      }
      progress.started("PostgreSQL", began);
      return postgres;
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static LocalKafka kafka(DataDirectory data, LocalSettings settings, Progress progress) {
    Instant began = Instant.now();
    LocalKafka kafka =
        LocalKafka.durable(data.kafka(), settings.port(KAFKA), settings.password(KAFKA));
    progress.started("Kafka", began);
    return kafka;
  }

  private static <T> Future<T> inBackground(String name, Callable<T> start) {
    FutureTask<T> task = new FutureTask<>(() -> ServiceLogs.attributed(name, start));
    Thread.ofPlatform().name("start-" + name).start(task);
    return task;
  }

  private static <T> T result(Future<T> starting) {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  private static <T> @Nullable T resultOrNull(Future<T> starting) {
    try {
      return result(starting);
    } catch (RuntimeException alreadyReported) {
      return null;
    }
  }

  /** Stops mail, Kafka and PostgreSQL in this order; a failure does not prevent the next. */
  @Override
  public void close() {
    close(mailServer);
    close(kafka);
    close(postgres);
  }

  private static void close(@Nullable AutoCloseable server) {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (Exception e) {
      log.warn("does not stop cleanly", e);
    }
  }
}
