package io.berth.standalone.backup;

import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of backups. Backups of one chain share an archive of the log, which has no gap; a new
 * chain begins where archiving has not gone on.
 */
final class BackupDirectory {

  private static final String CHAIN = "chain-";
  private static final String BASE = "base-";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;

  BackupDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path root() {
    return root;
  }

  /**
   * Makes the directory where it is missing; one backup at a time may write to it.
   *
   * @throws UserError if another backup does
   */
  FileChannel lock() throws IOException {
    OwnerOnlyFiles.directory(root);
    FileChannel lock = DataDirectory.tryLock(root.resolve("lock"));
    if (lock == null) {
      throw new UserError("Another backup is being made in " + root + ".");
    }
    return lock;
  }

  /** Creates the directory of a new chain's archive. */
  Path newWal(Instant now) throws IOException {
    Path chain = OwnerOnlyFiles.directory(root.resolve(CHAIN + NAME.format(now)));
    return OwnerOnlyFiles.directory(chain.resolve("wal"));
  }

  /** Returns the archives of all chains. */
  List<Path> wals() throws IOException {
    return children(root, CHAIN).stream().map(chain -> chain.resolve("wal")).toList();
  }

  /** Creates the directory of a new backup that has this archive. */
  static Path newBase(Path wal, Instant now) throws IOException {
    return OwnerOnlyFiles.directory(wal.resolveSibling(BASE + NAME.format(now)));
  }

  /** Returns all finished backups, the oldest first. */
  List<Backup> backups() throws IOException {
    List<Backup> backups = new ArrayList<>();
    for (Path chain : children(root, CHAIN)) {
      for (Path base : children(chain, BASE)) {
        Optional.ofNullable(Backup.read(base)).ifPresent(backups::add);
      }
    }
    backups.sort(Comparator.comparing(backup -> backup.about().finishedAt()));
    return backups;
  }

  /**
   * Deletes all but the newest backups, unfinished ones, and the log that no backup needs.
   *
   * @param keep how many finished backups stay
   */
  void prune(int keep) throws IOException {
    List<Backup> all = backups();
    List<Path> kept =
        all.subList(Math.max(0, all.size() - keep), all.size()).stream()
            .map(Backup::directory)
            .toList();
    for (Path chain : children(root, CHAIN)) {
      List<Path> bases = new ArrayList<>();
      for (Path base : children(chain, BASE)) {
        if (kept.contains(base)) {
          bases.add(base);
        } else {
          Backup.delete(base);
        }
      }
      if (bases.isEmpty()) {
        FileTrees.delete(chain);
      } else {
        deleteLogBefore(bases.getFirst(), chain.resolve("wal"));
      }
    }
  }

  /** The backup's label names the first segment that its recovery reads. */
  private static void deleteLogBefore(Path base, Path wal) throws IOException {
    String label = Files.readString(base.resolve("postgres/backup_label"));
    int at = label.indexOf("(file ") + "(file ".length();
    String first = label.substring(at, label.indexOf(')', at));
    for (Path segment : children(wal, "")) {
      String name = segment.getFileName().toString();
      if (name.matches("[0-9A-F]{24}.*") && name.substring(0, 24).compareTo(first) < 0) {
        Files.deleteIfExists(segment);
      }
    }
  }

  private static List<Path> children(Path directory, String prefix) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
