package io.berth.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A postmaster whose JVM was killed: it lives on, with the settings and the port of its time. */
final class OrphanedPostmaster {

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private OrphanedPostmaster() {}

  /** Stops the postmaster of a data directory whose lock we hold, if there is one. */
  static void stop(Path dataDirectory) {
    find(dataDirectory).ifPresent(OrphanedPostmaster::stop);
  }

  /** Finds the postmaster of a data directory. */
  static Optional<ProcessHandle> find(Path dataDirectory) {
    Path pidFile = dataDirectory.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      // The id may have been given to another program since.
      return ProcessHandle.of(pid)
          .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(ProcessHandle postmaster) {
    try {
      // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients to leave.
      new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
      CompletableFuture<ProcessHandle> exit = postmaster.onExit();
      exit.get(MAX_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "An orphaned PostgreSQL does not stop, process " + postmaster.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while an orphaned PostgreSQL stops", e);
    }
  }
}
