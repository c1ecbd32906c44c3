package io.berth.standalone.backup;

import io.berth.embedded.LocalPostgres;
import io.berth.embedded.PostgresAdmin;
import io.berth.embedded.PostgresRecovery;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.LocalKeys;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the command {@code restore}: makes a data directory of a backup, as it was at a moment. */
public final class RestoreCommand {

  private RestoreCommand() {}

  /**
   * @param from backup directory
   * @param at moment to restore; null for the latest that the archive has
   * @param data data directory to make
   * @param replace whether data that is there may be replaced
   */
  public record Options(Path from, @Nullable String at, Path data, boolean replace) {}

  /**
   * @throws UserError with the problem in one line
   */
  public static int run(Options options, Progress progress) throws InterruptedException {
    BackupDirectory backups = new BackupDirectory(options.from());
    String text = options.at();
    Instant at = text == null ? null : Moment.parse(text, ZoneId.systemDefault());
    Backup backup = choose(backups, at);
    try (DataDirectory data = DataDirectory.open(options.data(), false)) {
      PendingRestore.complete(data);
      if (Files.exists(data.postgres()) && !options.replace()) {
        throw new UserError(
            data.root() + " holds data; --replace puts the restored data in its place.");
      }
      return restore(backup, at, data, progress);
    } catch (IOException | SQLException e) {
      throw new UserError("The restore failed: " + FailureMessages.reason(e));
    } catch (IllegalStateException e) {
      throw new UserError(
          "The restore failed, and nothing was changed: "
              + e.getMessage()
              + ". The backup of "
              + backup.about().finishedAt()
              + " was used, the log in "
              + backup.wal()
              + ended(backup));
    }
  }

  private static int restore(
      Backup backup, @Nullable Instant at, DataDirectory data, Progress progress)
      throws IOException, SQLException, InterruptedException {
    Instant began = Instant.now();
    progress.say(
        "Restoring "
            + data.root()
            + " as of "
            + (at == null ? "the latest moment" : at)
            + " from the backup of "
            + backup.about().finishedAt()
            + " …");
    LocalPostgres.stopOrphan(data.postgres());
    Path preparing = PendingRestore.begin(data);
    Instant reached;
    try {
      reached = prepare(backup, at, data, preparing);
    } catch (IOException | SQLException | RuntimeException e) {
      FileTrees.delete(preparing);
      throw e;
    }
    long bytes = FileTrees.bytes(PendingRestore.postgres(preparing));
    boolean replaces = Files.exists(data.postgres());
    PendingRestore.decide(data);
    PendingRestore.complete(data);
    report(backup, reached, bytes, Duration.between(began, Instant.now()), progress);
    if (replaces) {
      progress.say(
          "The former data is in " + PendingRestore.replaced(data) + "; delete it when done.");
    }
    progress.say("Its log is not archived yet: ./berth up, then ./berth backup.");
    return 0;
  }

  private static @Nullable Instant prepare(
      Backup backup, @Nullable Instant at, DataDirectory data, Path preparing)
      throws IOException, SQLException, InterruptedException {
    String settings = Files.readString(backup.settings());
    OwnerOnlyFiles.write(PendingRestore.settings(preparing), LocalSettings.merged(settings, data));
    OwnerOnlyFiles.write(
        PendingRestore.keys(preparing), LocalKeys.merged(Files.readString(backup.keys()), data));
    Path unarchived = data.postgres().resolve("pg_wal");
    return PostgresRecovery.recover(
        new PostgresRecovery.Source(
            backup.postgres(),
            LocalSettings.password(settings, "postgres/superuser"),
            backup.wal(),
            Files.exists(unarchived) ? unarchived : null),
        PendingRestore.postgres(preparing),
        at,
        RestoreCommand::beginEpoch);
  }

  /** Every record of did-service outranks what its topics hold of the time that was undone. */
  private static void beginEpoch(PostgresAdmin admin) throws SQLException {
    try (Connection connection = admin.connect("berth_did");
        Statement statement = connection.createStatement()) {
      statement.execute("select begin_epoch()");
    }
  }

  private static void report(
      Backup backup, @Nullable Instant reached, long bytes, Duration took, Progress progress) {
    progress.say(
        String.format(
            Locale.ROOT,
            "Restored %d MB in %.1f s. The last transaction is of %s.",
            bytes >> 20,
            took.toMillis() / 1000.0,
            reached == null ? backup.about().finishedAt() + " or before" : reached));
  }

  /** Returns the newest backup that was finished at the moment. */
  private static Backup choose(BackupDirectory backups, @Nullable Instant at) {
    List<Backup> all;
    try {
      all = backups.backups();
    } catch (IOException e) {
      throw new UserError("The backups cannot be read: " + FailureMessages.reason(e));
    }
    if (all.isEmpty()) {
      throw new UserError("There is no finished backup in " + backups.root() + ".");
    }
    return all.reversed().stream()
        .filter(backup -> at == null || !backup.about().finishedAt().isAfter(at))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "The oldest backup in "
                        + backups.root()
                        + " is of "
                        + all.getFirst().about().finishedAt()
                        + ", which is later than "
                        + at
                        + "."));
  }

  private static String ended(Backup backup) {
    try {
      Path ended = Objects.requireNonNull(backup.wal().getParent()).resolve("ended");
      return Files.exists(ended) ? ", which ended at " + Files.readString(ended).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }
}
