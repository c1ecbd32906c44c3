package io.berth.standalone.data;

import io.berth.embedded.LocalPostgres;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one suite's data. A file lock allows one running suite per directory; the
 * operating system releases it when the process dies, so that a stale lock never blocks a start.
 */
public final class DataDirectory implements AutoCloseable {

  private static final String EPHEMERAL_PREFIX = "berth-up-";
  private static final String LOCK = "lock";
  private static final long NEEDED_BYTES = 300L << 20;

  private final Path root;
  private final boolean ephemeral;
  private @Nullable FileChannel lock;

  private DataDirectory(Path root, boolean ephemeral, @Nullable FileChannel lock) {
    this.root = root;
    this.ephemeral = ephemeral;
    this.lock = lock;
  }

  /**
   * Creates the directory where it is missing, and locks it.
   *
   * @throws UserError if a suite runs on it, if it cannot be written, or if its disk is full
   */
  public static DataDirectory open(Path directory, boolean ephemeral) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      OwnerOnlyFiles.directory(root);
      long usable = Files.getFileStore(root).getUsableSpace();
      if (usable < NEEDED_BYTES) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "The disk of %s is too full: %d MB are free, %d MB are needed.",
                root,
                usable >> 20,
                NEEDED_BYTES >> 20));
      }
      FileChannel lock = tryLock(root.resolve(LOCK));
      if (lock == null) {
        throw new UserError(
            "Berth is already running on " + root + runningAs(root) + "; see ./berth stop.");
      }
      OwnerOnlyFiles.directory(root.resolve("logs"));
      return new DataDirectory(root, ephemeral, lock);
    } catch (IOException e) {
      throw new UserError("Cannot keep data in " + root + ": " + FailureMessages.reason(e));
    }
  }

  /** Reads a directory without locking it. */
  public static DataDirectory of(Path directory) {
    return new DataDirectory(directory.toAbsolutePath().normalize(), false, null);
  }

  /** Creates a temporary directory, and deletes those that killed suites left. */
  public static Path newEphemeral() {
    sweep();
    try {
      return Files.createTempDirectory(EPHEMERAL_PREFIX);
    } catch (IOException e) {
      throw new UserError("Cannot make a temporary directory: " + FailureMessages.reason(e));
    }
  }

  /** Deletes a directory unless a suite runs on it. */
  public static void discard(Path directory) {
    clearIfAbandoned(directory);
  }

  private static void sweep() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> entries = Files.list(temporary)) {
      entries
          .filter(entry -> entry.getFileName().toString().startsWith(EPHEMERAL_PREFIX))
          .filter(entry -> Files.exists(entry.resolve(LOCK)) && Files.isWritable(entry))
          .forEach(DataDirectory::clearIfAbandoned);
    } catch (IOException e) {
      // A failed cleanup does not prevent the start.
    }
  }

  private static void clearIfAbandoned(Path directory) {
    try (FileChannel lock = tryLock(directory.resolve(LOCK))) {
      if (lock != null) {
        LocalPostgres.stopOrphan(directory.resolve("postgres"));
        FileTrees.delete(directory);
      }
    } catch (IOException | RuntimeException e) {
      // Another user's directory, or another process deletes it now.
    }
  }

  /** Locks a file; null where it is locked already. */
  public static @Nullable FileChannel tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // The same as a lock of another process.
    }
    if (held == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static String runningAs(Path root) {
    return RunningSuite.read(of(root))
        .map(suite -> String.format(Locale.ROOT, " (process %d, %s)", suite.pid(), suite.origin()))
        .orElse("");
  }

  /**
   * Locks the keys, so that one process changes them at a time.
   *
   * @throws UserError if another one does
   */
  public Closeable lockKeys() {
    try {
      FileChannel held = tryLock(root.resolve("keys.lock"));
      if (held == null) {
        throw new UserError("Another ./berth keys rotate is under way on " + root + ".");
      }
      return held;
    } catch (IOException e) {
      throw new UserError("Cannot lock the keys in " + root + ": " + FailureMessages.reason(e));
    }
  }

  /** Whether a suite runs on this directory now. */
  public boolean isRunning() {
    if (!Files.exists(root.resolve(LOCK))) {
      return false;
    }
    try (FileChannel probe = tryLock(root.resolve(LOCK))) {
      return probe == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  public Path settings() {
    return root.resolve("settings.json");
  }

  public Path keys() {
    return root.resolve("keys.json");
  }

  /** Settings of a service's keys, which it reads again when they change. */
  public Path keyFile(String service) {
    return root.resolve("keys").resolve(service + ".yml");
  }

  /** Writes settings of a service's keys. */
  public void writeKeyFile(String service, String yaml) {
    Path file = keyFile(service);
    try {
      OwnerOnlyFiles.directory(root.resolve("keys"));
      OwnerOnlyFiles.write(file, yaml);
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ": " + FailureMessages.reason(e));
    }
  }

  public Path running() {
    return root.resolve("running.json");
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + FailureMessages.reason(e));
    }
  }

  void write(Path file, String contents) {
    try {
      OwnerOnlyFiles.write(file, contents);
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ": " + FailureMessages.reason(e));
    }
  }

  public void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    FileChannel held = lock;
    if (held == null) {
      return;
    }
    lock = null;
    try (held) {
      if (ephemeral) {
        FileTrees.delete(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
