package io.berth.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A PostgreSQL server on the loopback address, its binaries taken from the class path.
 *
 * <p>A durable server keeps what it has committed, whatever happens to it; a throwaway server is
 * faster, and its directory is deleted when it closes. Nobody but the caller closes it: there is no
 * shutdown hook, so that whatever uses it can be stopped first.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  static final String SUPERUSER = "postgres";

  private final EmbeddedPostgres server;
  private final DirectoryLock lock;
  private final Path dataDirectory;
  private final String password;
  private final boolean temporary;

  private LocalPostgres(
      EmbeddedPostgres server,
      DirectoryLock lock,
      Path dataDirectory,
      String password,
      boolean temporary) {
    this.server = server;
    this.lock = lock;
    this.dataDirectory = dataDirectory;
    this.password = password;
    this.temporary = temporary;
  }

  /**
   * Starts a server that keeps its data. A directory that holds a cluster already is continued,
   * also after a crash of this JVM that left the old server running.
   *
   * @param dataDirectory where the cluster is or shall be
   * @param port the port to listen on, or 0 for any free one
   * @param password the superuser's; the same at every start on the same directory
   * @throws IllegalStateException if another process uses the directory
   */
  public static LocalPostgres durable(Path dataDirectory, int port, String password) {
    return start(dataDirectory, port, password, true, false);
  }

  /** Starts a server in a temporary directory that may lose everything, hence does not sync. */
  public static LocalPostgres throwaway() {
    return temporary(false);
  }

  /** Starts a server in a temporary directory that syncs like a durable one. */
  public static LocalPostgres throwawayDurable() {
    return temporary(true);
  }

  /**
   * Stops the server that a killed JVM left running on a directory, if there is one. The caller
   * knows that no living JVM uses the directory.
   */
  public static void stopOrphan(Path dataDirectory) {
    OrphanedPostmaster.stop(dataDirectory.toAbsolutePath().normalize());
  }

  private static LocalPostgres temporary(boolean durable) {
    byte[] password = new byte[16];
    new SecureRandom().nextBytes(password);
    Path directory = Directories.temporary("berth-postgres").resolve("data");
    return start(directory, 0, HexFormat.of().formatHex(password), durable, true);
  }

  private static LocalPostgres start(
      Path dataDirectory, int port, String password, boolean durable, boolean temporary) {
    Path directory = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      OrphanedPostmaster.stop(directory);
      Map<String, String> settings = durability(durable);
      if (durable && !temporary) {
        settings.putAll(WalArchive.settings(directory));
      }
      EmbeddedPostgres server =
          launch(
              directory,
              port == 0 ? LocalPorts.free() : port,
              password,
              builder -> settings.forEach(builder::setServerConfig));
      return new LocalPostgres(server, lock, directory, password, temporary);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("PostgreSQL does not start on " + directory, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  static Map<String, String> durability(boolean durable) {
    String sync = durable ? "on" : "off";
    Map<String, String> settings = new HashMap<>();
    settings.put("fsync", sync);
    settings.put("synchronous_commit", sync);
    settings.put("full_page_writes", sync);
    return settings;
  }

  /**
   * @param more settings beside those that every server has; values as a shell reads them
   */
  static EmbeddedPostgres launch(
      Path directory, int port, String password, Consumer<EmbeddedPostgres.Builder> more)
      throws IOException {
    Path passwordFile = passwordFile(directory, password);
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              // Its programs are unpacked there and run: a folder that others may write to would
              // let them run theirs.
              .setOverrideWorkingDirectory(Directories.ofThisUser("berth-postgres").toFile())
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(START_LIMIT)
              // The same order of text on every machine and version, whatever locales it has.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("encoding", "UTF8")
              // The loopback address is open to every user of the machine: the password is not.
              .setLocaleConfig("auth-host", "scram-sha-256")
              .setLocaleConfig("auth-local", "scram-sha-256")
              .setLocaleConfig("pwfile", passwordFile.toString())
              .setConnectConfig("password", password)
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_connections", "200")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("timezone", "UTC")
              .setServerConfig("log_timezone", "UTC")
              .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
              .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
      more.accept(builder);
      return builder.start();
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private static Path passwordFile(Path directory, String password) throws IOException {
    Path file =
        Files.createTempFile(
            directory.getParent(),
            "postgres",
            ".password",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, password);
  }

  public int port() {
    return server.getPort();
  }

  /** How the superuser reaches the server, for {@link PostgresAdmin}. */
  public PostgresAdmin admin() {
    return new PostgresAdmin("127.0.0.1", port(), SUPERUSER, password);
  }

  /** Completes when the server ends, for whatever reason. */
  public CompletableFuture<?> onExit() {
    return OrphanedPostmaster.find(dataDirectory)
        .<CompletableFuture<?>>map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Stops the server; a throwaway server's directory is deleted. */
  @Override
  public void close() {
    try {
      server.close();
      if (temporary) {
        Directories.deleteParent(dataDirectory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.close();
    }
  }
}
