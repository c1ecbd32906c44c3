package io.berth.standalone.backup;

import io.berth.embedded.BaseBackup;
import io.berth.embedded.PostgresAdmin;
import io.berth.embedded.WalArchive;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Runs the command {@code backup}: copies the PostgreSQL and the settings of a running suite, whose
 * log is archived beside the copy from then on.
 */
public final class BackupCommand {

  private BackupCommand() {}

  /**
   * @param to backup directory
   * @param archiveBytes size of the archived log at which archiving ends
   * @param keep how many backups stay, 1 or more
   */
  public record Options(Path to, long archiveBytes, int keep) {

    public Options {
      if (archiveBytes < 64L << 20) {
        throw new IllegalArgumentException("--archive-mb must be 64 or more");
      }
      if (keep < 1) {
        throw new IllegalArgumentException("--keep must be 1 or more");
      }
    }
  }

  /** The directory of a data directory's backups where none is named: beside it. */
  public static Path usual(DataDirectory data) {
    return data.root().resolveSibling(data.root().getFileName() + "-backup");
  }

  /**
   * @param postgres of the running suite
   * @throws UserError with the problem in one line
   */
  public static int run(
      DataDirectory data, PostgresAdmin postgres, Options options, Progress progress) {
    BackupDirectory backups = new BackupDirectory(options.to());
    if (backups.root().startsWith(data.root())) {
      throw new UserError("Keep backups elsewhere than in " + data.root() + " itself.");
    }
    try (FileChannel lock = backups.lock()) {
      requireOwn(backups, data);
      // Also what killed backups have left, which may be what fills the disk.
      backups.prune(options.keep());
      Instant began = Instant.now();
      Path wal = archive(data, backups, options.archiveBytes());
      requireSpace(data, wal);
      Path base = BackupDirectory.newBase(wal, began);
      Backup backup = take(data, postgres, wal, base);
      backups.prune(options.keep());
      progress.say(
          String.format(
              Locale.ROOT,
              "Backed up %d MB in %.1f s to %s.",
              backup.about().bytes() >> 20,
              Duration.between(began, Instant.now()).toMillis() / 1000.0,
              base));
      progress.say(
          String.format(
              Locale.ROOT,
              "Every moment from %s on can be restored; the log goes to %s, %d MB at most.",
              backup.about().finishedAt(),
              wal,
              options.archiveBytes() >> 20));
      progress.say("It holds the keys of all secrets: keep it as safe as " + data.root() + ".");
      return 0;
    } catch (IOException | SQLException e) {
      throw new UserError("The backup failed: " + FailureMessages.reason(e));
    } catch (IllegalStateException e) {
      throw new UserError("The backup failed: " + e.getMessage() + ".");
    }
  }

  /** Leaves nothing of a backup that fails. */
  private static Backup take(DataDirectory data, PostgresAdmin postgres, Path wal, Path base)
      throws IOException, SQLException {
    try {
      BaseBackup.Copy copy = BaseBackup.take(postgres, wal, base.resolve("postgres"));
      Backup backup =
          new Backup(
              base,
              new Backup.About(
                  data.root().toString(), copy.startedAt(), copy.finishedAt(), copy.bytes()));
      OwnerOnlyFiles.write(backup.settings(), Files.readString(data.settings()));
      OwnerOnlyFiles.write(backup.keys(), Files.readString(data.keys()));
      OwnerOnlyFiles.write(backup.aboutFile(), backup.aboutText());
      return backup;
    } catch (IOException | SQLException | RuntimeException e) {
      FileTrees.delete(base);
      throw e;
    }
  }

  /** Old backups are deleted, which must not be those of other data. */
  private static void requireOwn(BackupDirectory backups, DataDirectory data) throws IOException {
    for (Backup backup : backups.backups()) {
      if (!backup.about().data().equals(data.root().toString())) {
        throw new UserError(
            backups.root() + " holds backups of " + backup.about().data() + "; use another.");
      }
    }
  }

  /** Goes on with the chain that the log is archived to; else begins one. */
  private static Path archive(DataDirectory data, BackupDirectory backups, long bytes)
      throws IOException {
    WalArchive archive = WalArchive.of(data.postgres());
    for (Path wal : backups.wals()) {
      if (archive.goesTo(wal)) {
        archive.begin(wal, bytes);
        return wal;
      }
    }
    Path wal = backups.newWal(Instant.now());
    archive.begin(wal, bytes);
    return wal;
  }

  private static void requireSpace(DataDirectory data, Path to) throws IOException {
    long needed = FileTrees.bytes(data.postgres().resolve("base"));
    long usable = Files.getFileStore(to).getUsableSpace();
    if (usable < needed) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "The disk of %s is too full: %d MB are free, %d MB are needed.",
              to,
              usable >> 20,
              needed >> 20));
    }
  }

  /** Describes where the log is archived, or why it is not any more; empty where never begun. */
  public static List<String> state(DataDirectory data) {
    try {
      return WalArchive.of(data.postgres())
          .problem()
          .map(problem -> List.of("The log is archived no more: " + problem, "Make a new backup."))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of("The archive cannot be looked at: " + FailureMessages.reason(e));
    }
  }
}
