package io.berth.standalone.backup;

import io.berth.standalone.data.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A finished backup in a backup directory: {@code CHAIN/base-…/} with PostgreSQL's data directory
 * and the suite's settings, and {@code CHAIN/wal/} with the log archived since the chain's first
 * backup.
 *
 * @param directory of this backup
 */
record Backup(Path directory, About about) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ABOUT = "backup.json";

  /**
   * Contents of {@code backup.json}, which is written last and deleted first: a backup without it
   * is not whole.
   *
   * @param data data directory that was backed up
   * @param finishedAt first moment that can be restored, by PostgreSQL's clock
   */
  record About(String data, Instant startedAt, Instant finishedAt, long bytes) {}

  Path postgres() {
    return directory.resolve("postgres");
  }

  Path settings() {
    return directory.resolve("settings.json");
  }

  Path keys() {
    return directory.resolve("keys.json");
  }

  Path wal() {
    return directory.resolveSibling("wal");
  }

  Path aboutFile() {
    return directory.resolve(ABOUT);
  }

  String aboutText() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(about);
  }

  /** Deletes a backup, finished or not. */
  static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(ABOUT));
    FileTrees.delete(directory);
  }

  /** Reads a backup; null where the directory holds none that was finished. */
  static @Nullable Backup read(Path directory) throws IOException {
    Path file = directory.resolve(ABOUT);
    try {
      return Files.exists(file)
          ? new Backup(directory, JSON.readValue(Files.readString(file), About.class))
          : null;
    } catch (JacksonException damaged) {
      throw new IOException(file + " is damaged", damaged);
    }
  }
}
