package io.berth.standalone.drill;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs {@code ./berth …} as a separate process and reads its output. */
public final class SuiteProcess implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(240);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  /** Flags of the test's JVM that the process does not get. */
  private static final List<String> NOT_INHERITED =
      List.of("-javaagent", "-agentlib", "-Xshare", "-Xmx");

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread reader;

  private SuiteProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Runs a command of Berth with this JVM's flags and class path. */
  public static SuiteProcess run(List<String> words) {
    return run(List.of(), words);
  }

  /** Runs a command with a jar of AOT bean definitions. */
  public static SuiteProcess run(Path beans, List<String> words) {
    return run(List.of("-Dspring.aot.enabled=true"), File.pathSeparator + beans, words);
  }

  static SuiteProcess run(List<String> flags, List<String> words) {
    return run(flags, "", words);
  }

  private static SuiteProcess run(List<String> flags, String behind, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (NOT_INHERITED.stream().noneMatch(flag::startsWith)) {
        command.add(flag);
      }
    }
    command.add("-Xmx384m");
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath() + behind);
    command.add("io.berth.standalone.Berth");
    command.addAll(words);
    try {
      return new SuiteProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where tests run, the JVM's own class path is one jar that names the others. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.startsWith("READY ")) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      // The process was killed.
    } finally {
      ready.completeExceptionally(new IllegalStateException("ended: " + lines));
    }
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Returns the output so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public SuiteProcess awaitReady() throws InterruptedException {
    try {
      ready.get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
      return this;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      kill(true);
      throw new IllegalStateException("not ready in time: " + lines);
    }
  }

  /** Waits for the process to end by itself. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(READY_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      kill(true);
      throw new IllegalStateException("does not end: " + lines);
    }
    reader.join();
    return process.exitValue();
  }

  /** Sends SIGTERM as {@code ./berth stop} does, and waits for the end. */
  public int stop() throws InterruptedException {
    // Process.destroy() would also close the pipe that carries the last words.
    process.toHandle().destroy();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      kill(true);
      throw new IllegalStateException("does not stop: " + lines);
    }
    reader.join();
    return process.exitValue();
  }

  /**
   * Sends SIGKILL to the suite.
   *
   * @param all whether its child processes are killed too, PostgreSQL included
   */
  public void kill(boolean all) throws InterruptedException {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly().waitFor();
    if (all) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
