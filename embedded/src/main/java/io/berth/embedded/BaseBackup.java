package io.berth.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies the data directory of a running PostgreSQL, as {@code pg_basebackup} does, which the
 * bundled PostgreSQL lacks. With the log that is archived from then on the copy can be brought to
 * every later moment.
 */
public final class BaseBackup {

  private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(60);
  private static final int STOP_LIMIT_SECONDS = 600;

  /** Made anew at a start, or of no meaning in a copy; the directories themselves are needed. */
  private static final Set<String> EMPTY_DIRECTORIES =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> OMITTED =
      Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label.old");

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private BaseBackup() {}

  /**
   * A finished copy.
   *
   * @param startedAt by PostgreSQL's clock
   * @param finishedAt by PostgreSQL's clock: the first moment that the copy can be brought to
   */
  public record Copy(Instant startedAt, Instant finishedAt, long bytes) {}

  /**
   * Copies the server's data directory. From then on a segment is archived once a minute at least,
   * while something is written.
   *
   * @param segments directory that {@link WalArchive} fills
   * @param to directory to make
   * @throws IllegalStateException if the server does not archive its log, or no longer when the
   *     copy is finished: without the log of that time it is worth nothing
   */
  public static Copy take(PostgresAdmin admin, Path segments, Path to)
      throws IOException, SQLException {
    try (Connection connection = admin.connect("postgres")) {
      requireArchiving(connection, segments);
      archiveEveryMinute(connection);
      Path from = Path.of(text(connection, "show data_directory"));
      Instant startedAt = now(connection);
      text(connection, "select pg_backup_start('berth', true)::text");
      long bytes = copy(from, to);
      try (PreparedStatement stop =
          connection.prepareStatement(
              "select labelfile, pg_walfile_name(lsn) from pg_backup_stop(true)")) {
        stop.setQueryTimeout(STOP_LIMIT_SECONDS);
        try (ResultSet rows = stop.executeQuery()) {
          rows.next();
          if (!Files.exists(archived(segments, rows.getString(2)))) {
            throw new IllegalStateException("archiving to " + segments + " ended during the copy");
          }
          Path label = Files.createFile(to.resolve("backup_label"), OWNER_ONLY_FILE);
          Files.writeString(label, rows.getString(1));
        }
      }
      sync(to);
      return new Copy(startedAt, now(connection), bytes);
    }
  }

  /**
   * Has a crash of the disk lose a minute at most. Only where there are backups: each segment that
   * ends early is written to its full 16 MB.
   */
  private static void archiveEveryMinute(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("alter system set archive_timeout = '60s'");
      statement.execute("select pg_reload_conf()");
    }
  }

  private static Path archived(Path segments, String segment) {
    return segments.resolve(segment + ".gz");
  }

  /** Ends the current segment, and waits until it is in the archive. */
  private static void requireArchiving(Connection connection, Path segments) throws SQLException {
    if (!text(connection, "show archive_mode").equals("on")) {
      throw new IllegalStateException(
          "PostgreSQL was started by a version that archives no log; restart the suite");
    }
    text(connection, "select pg_create_restore_point('berth')::text");
    Path segment = archived(segments, text(connection, "select pg_walfile_name(pg_switch_wal())"));
    Instant deadline = Instant.now().plus(ARCHIVE_LIMIT);
    while (!Files.exists(segment)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "PostgreSQL has not archived its log within "
                + ARCHIVE_LIMIT.toSeconds()
                + " s to "
                + segments);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /**
   * Copies a data directory that no server changes, or whose server is told of the backup. What is
   * copied may still be in memory only.
   */
  static long copy(Path from, Path to) throws IOException {
    Copying copying = new Copying(from, to);
    Files.walkFileTree(from, copying);
    return copying.bytes;
  }

  private static final class Copying extends SimpleFileVisitor<Path> {

    private final Path from;
    private final Path to;
    private long bytes;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Path relative = from.relativize(directory);
      Files.createDirectory(to.resolve(relative), OWNER_ONLY);
      return EMPTY_DIRECTORIES.contains(relative.toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = file.getFileName().toString();
      if (!OMITTED.contains(name) && !name.startsWith("pgsql_tmp")) {
        try {
          bytes += copyFile(file, to.resolve(from.relativize(file)));
        } catch (NoSuchFileException dropped) {
          // A table was dropped meanwhile; the log says so.
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  private static long copyFile(Path from, Path to) throws IOException {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel target =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OWNER_ONLY_FILE)) {
      long position = 0;
      // Up to where the file ends now: a page that is added meanwhile comes from the log.
      for (long size = source.size(); position < size; ) {
        long copied = source.transferTo(position, size - position, target);
        if (copied <= 0) {
          break;
        }
        position += copied;
      }
      return position;
    }
  }

  /** All at once: a call for each of a thousand files takes a hundred times as long. */
  private static void sync(Path directory) throws IOException {
    try {
      Process process = new ProcessBuilder("sync", "-f", directory.toString()).start();
      if (process.waitFor() != 0 && new ProcessBuilder("sync").start().waitFor() != 0) {
        throw new IOException("cannot sync " + directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while syncing " + directory, e);
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
