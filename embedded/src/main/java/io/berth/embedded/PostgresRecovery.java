package io.berth.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings a copy of {@link BaseBackup} to a later moment by the archived log. */
public final class PostgresRecovery {

  private static final Duration LIMIT = Duration.ofHours(6);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final List<String> GIVEN_UP =
      List.of("database system is shut down", "could not start server");

  /** Of clients that come too early: the wait for the start is one. */
  private static final List<String> NOT_CAUSES =
      List.of("starting up", "not yet accepting connections", "shutting down");

  private PostgresRecovery() {}

  /**
   * Sources from which a data directory is recovered.
   *
   * @param base made by {@link BaseBackup}
   * @param password the superuser's in that backup
   * @param segments directory that {@link WalArchive} filled
   * @param unarchived {@code pg_wal} of a server that may have more; null where there is none
   */
  public record Source(Path base, String password, Path segments, @Nullable Path unarchived) {

    /**
     * A segment that is there and cannot be read fails the recovery: the log does not end there.
     */
    private String restoreCommand() {
      String archived = Shell.quote(segments.toString()).replace("%", "%%") + "/%f.gz";
      String command = "test -e " + archived + " && { gzip -dc " + archived + " >%p || exit 255; }";
      return unarchived == null
          ? command
          : command + " || cp " + Shell.quote(unarchived.toString()).replace("%", "%%") + "/%f %p";
    }
  }

  /** Work in a database that has been recovered, before anybody else sees it. */
  @FunctionalInterface
  public interface Afterwards {
    void run(PostgresAdmin admin) throws SQLException;
  }

  /**
   * Copies a base backup and replays the log up to a moment.
   *
   * @param to directory to make: the recovered data directory, its server stopped
   * @param at moment to reach, of the last transaction that is kept; null for the latest
   * @return when the last transaction that was replayed was committed; null if there was none
   * @throws IllegalStateException with PostgreSQL's reason, if the moment cannot be reached
   */
  public static @Nullable Instant recover(
      Source source, Path to, @Nullable Instant at, Afterwards afterwards)
      throws IOException, SQLException, InterruptedException {
    BaseBackup.copy(source.base(), to);
    Files.createFile(to.resolve("recovery.signal"));
    Map<String, String> settings = LocalPostgres.durability(true);
    settings.put("restore_command", Shell.quote(source.restoreCommand()));
    settings.put("recovery_target_action", "promote");
    // What an earlier recovery has branched off may lie in pg_wal.
    settings.put("recovery_target_timeline", "current");
    // It syncs the copy before it changes anything: at once, not file by file.
    settings.put("recovery_init_sync_method", "syncfs");
    if (at != null) {
      // Names of time zones are not known yet when settings are read.
      settings.put("recovery_target_time", at.toString().replace("Z", "+00"));
    }
    Path log = to.resolveSibling("recovery.log");
    int port = LocalPorts.free();
    try (EmbeddedPostgres server = start(to, port, source.password(), settings, log)) {
      PostgresAdmin admin =
          new PostgresAdmin("127.0.0.1", port, LocalPostgres.SUPERUSER, source.password());
      Instant reached = awaitEnd(admin, log);
      afterwards.run(admin);
      return reached;
    }
  }

  /** Starts the server on a thread of its own, whose wait ends when the server has given up. */
  private static EmbeddedPostgres start(
      Path directory, int port, String password, Map<String, String> settings, Path log)
      throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    FutureTask<EmbeddedPostgres> starting =
        new FutureTask<>(
            () ->
                LocalPostgres.launch(
                    directory,
                    port,
                    password,
                    builder -> {
                      settings.forEach(builder::setServerConfig);
                      builder.setPGStartupWait(LIMIT);
                      builder.setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
                    }));
    Thread thread = Thread.ofPlatform().name("recovery").start(starting);
    while (!starting.isDone()) {
      failIfShutDown(log, thread);
      Thread.sleep(PAUSE);
    }
    try {
      return starting.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(reason(log), e.getCause());
    }
  }

  private static @Nullable Instant awaitEnd(PostgresAdmin admin, Path log)
      throws IOException, InterruptedException, SQLException {
    Instant deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      failIfShutDown(log, null);
      try (Connection connection = admin.connect("postgres");
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select pg_is_in_recovery(), pg_last_xact_replay_timestamp()")) {
        rows.next();
        if (!rows.getBoolean(1)) {
          OffsetDateTime reached = rows.getObject(2, OffsetDateTime.class);
          return reached == null ? null : reached.toInstant();
        }
      } catch (SQLException e) {
        // It may be shutting down, which its log says, or changing to a normal server.
      }
      Thread.sleep(PAUSE);
    }
    throw new IllegalStateException("PostgreSQL has not recovered in " + LIMIT.toHours() + " h");
  }

  private static void failIfShutDown(Path log, @Nullable Thread waiting) throws IOException {
    if (lines(log).anyMatch(line -> GIVEN_UP.stream().anyMatch(line::contains))) {
      if (waiting != null) {
        waiting.interrupt();
      }
      throw new IllegalStateException(reason(log));
    }
  }

  private static String reason(Path log) throws IOException {
    String reasons =
        lines(log)
            .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
            .filter(line -> NOT_CAUSES.stream().noneMatch(line::contains))
            .map(line -> line.replaceFirst(".*(FATAL|PANIC): +", ""))
            .distinct()
            .collect(Collectors.joining("; "));
    return reasons.isEmpty()
        ? "PostgreSQL does not recover: " + lines(log).reduce("", (_, line) -> line)
        : reasons;
  }

  private static Stream<String> lines(Path log) throws IOException {
    return Files.exists(log)
        ? new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).lines()
        : Stream.empty();
  }
}
