package io.berth.standalone.launcher;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;
import io.berth.standalone.backup.BackupCommand;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.RunningSuite;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.ReadinessProbe;
import io.berth.standalone.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Runs the commands {@code stop} and {@code status} for a data directory's suite. */
public final class SuiteControl {

  private static final int NOT_RUNNING = 3;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private SuiteControl() {}

  public static int stop(Path directory, Progress progress) throws InterruptedException {
    DataDirectory data = DataDirectory.of(directory);
    if (!data.isRunning()) {
      stopOrphan(data);
      progress.say("Berth is not running on " + data.root() + ".");
      return 0;
    }
    RunningSuite suite = running(data);
    ProcessHandle.of(suite.pid()).ifPresent(ProcessHandle::destroy);
    Instant deadline = Instant.now().plus(STOP_LIMIT);
    while (data.isRunning()) {
      if (Instant.now().isAfter(deadline)) {
        throw new UserError("Process " + suite.pid() + " did not stop; see " + data.logs());
      }
      Thread.sleep(PAUSE);
    }
    progress.say("Stopped " + suite.origin() + ".");
    return 0;
  }

  /** Connects as superuser to the PostgreSQL of a data directory. */
  public static PostgresAdmin postgres(Path directory) {
    LocalSettings settings = LocalSettings.of(DataDirectory.of(directory));
    return new PostgresAdmin(
        "127.0.0.1",
        settings.port(LocalServers.POSTGRES),
        "postgres",
        settings.password("postgres/superuser"));
  }

  /** Stops the PostgreSQL that a killed suite leaves running. */
  private static void stopOrphan(DataDirectory data) {
    if (Files.isDirectory(data.postgres())) {
      LocalPostgres.stopOrphan(data.postgres());
    }
  }

  public static int status(Path directory, Progress progress) {
    DataDirectory data = DataDirectory.of(directory);
    if (!data.isRunning()) {
      progress.say("Berth is not running on " + data.root() + ".");
      return NOT_RUNNING;
    }
    RunningSuite suite = running(data);
    progress.say(
        String.format(
            Locale.ROOT, "%s, process %d, data in %s", suite.origin(), suite.pid(), data.root()));
    BackupCommand.state(data).forEach(progress::say);
    boolean allReady = true;
    try (ReadinessProbe readiness = new ReadinessProbe(suite.port())) {
      for (Service service : Service.values()) {
        ReadinessProbe.State state = readiness.of(service);
        allReady &= state == ReadinessProbe.State.READY;
        progress.say(
            String.format(
                Locale.ROOT,
                "  %-18s %-10s port %d, management %d",
                service.id(),
                switch (state) {
                  case READY -> "ready";
                  case NOT_READY -> "not ready";
                  case SILENT -> "no answer";
                },
                service.port(suite.port()),
                service.managementPort(suite.port())));
      }
    }
    return allReady ? 0 : 1;
  }

  private static RunningSuite running(DataDirectory data) {
    Optional<RunningSuite> suite = RunningSuite.read(data);
    return suite.orElseThrow(
        () ->
            new UserError("Berth is just starting or stopping on " + data.root() + "; try again."));
  }
}
