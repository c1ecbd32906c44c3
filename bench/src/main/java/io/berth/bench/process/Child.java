package io.berth.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that ends with this object; keeps its last output for error messages. */
public final class Child implements AutoCloseable {

  private static final int KEPT_LINES = 60;
  private static final int STOP_SECONDS = 30;

  private final String name;
  private final Process process;
  private final Predicate<String> wanted;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Deque<String> last = new ArrayDeque<>();

  private Child(String name, Process process, Predicate<String> wanted) {
    this.name = name;
    this.process = process;
    this.wanted = wanted;
    Thread.ofVirtual().name("output-" + name).start(this::follow);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * @param wanted lines that {@link #line} returns
   */
  public static Child start(String name, List<String> command, Predicate<String> wanted) {
    return new Child(name, Jvm.start(command), wanted);
  }

  private void follow() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (wanted.test(line)) {
          lines.add(line);
        } else {
          remember(line);
        }
      }
    } catch (IOException gone) {
      // The exit status is reported elsewhere.
    }
  }

  private synchronized void remember(String line) {
    last.addLast(line);
    if (last.size() > KEPT_LINES) {
      last.removeFirst();
    }
  }

  /** Returns the last output, without the wanted lines. */
  public synchronized String lastWords() {
    return String.join("\n", last);
  }

  /**
   * Waits for the next wanted line.
   *
   * @throws IllegalStateException with the last output if it ends or takes too long
   */
  public String line(int seconds) throws InterruptedException {
    for (int waited = 0; waited < seconds * 10; waited++) {
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (line != null) {
        return line;
      }
      if (!process.isAlive() && lines.isEmpty()) {
        throw new IllegalStateException(name + " has ended:\n" + lastWords());
      }
    }
    throw new IllegalStateException(name + " says nothing:\n" + lastWords());
  }

  void say(String line) {
    try {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not listen:\n" + lastWords(), e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns what it and its child processes have used so far. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /** Returns what it has used so far, without child processes. */
  public Usage ownUsage() {
    return Usage.of(process.pid());
  }

  /** Returns the heap that a Java process still uses after a full collection. */
  public double liveHeapMebibytes() {
    return Jvm.liveHeapMebibytes(process.pid());
  }

  /** Sends SIGTERM, and SIGKILL after a timeout. */
  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
