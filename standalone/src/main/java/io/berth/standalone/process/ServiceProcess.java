package io.berth.standalone.process;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of a split suite. It ends with its standard input, so that it never outlives the process
 * that started it.
 */
final class ServiceProcess {

  /** The line that a child prints once it has started. */
  static final String STARTED = "STARTED";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

  private final String name;
  private final Process process;
  private final CompletableFuture<Void> started = new CompletableFuture<>();

  private ServiceProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  static ServiceProcess launch(String name, DataDirectory data, int gatewayPort) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-XX:AOTCacheOutput") && !flag.startsWith("-agentlib")) {
        command.add(flag);
      }
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "io.berth.standalone.Berth",
            "child",
            name,
            "--data",
            data.root().toString(),
            "--port",
            Integer.toString(gatewayPort)));
    Path output = data.logs().resolve(name + ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
      ServiceProcess child = new ServiceProcess(name, process);
      Thread.ofVirtual().name("output-" + name).start(() -> child.follow(output));
      return child;
    } catch (IOException e) {
      throw new UserError("Cannot start a process for " + name + ": " + FailureMessages.reason(e));
    }
  }

  private void follow(Path output) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(STARTED)) {
          started.complete(null);
        } else {
          Files.writeString(
              output, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      // The process has ended; its exit status is reported elsewhere.
    } finally {
      started.completeExceptionally(new IllegalStateException(name + " has ended"));
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /** Completes when the child has started, or exceptionally when it ended before. */
  CompletableFuture<Void> started() {
    return started;
  }

  CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Stops the child, kills it after a timeout, and waits for its end. */
  void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // The process has ended already.
    }
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
