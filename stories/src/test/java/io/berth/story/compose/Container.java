package io.berth.story.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service's process, with the environment that its container would have. */
final class Container implements AutoCloseable {

  private final String name;
  private final int managementPort;
  private final Path healthcheck;
  private final Path log;
  private final Process process;

  Container(
      String name,
      List<String> command,
      Map<String, String> environment,
      int managementPort,
      Path folder,
      Path healthcheck)
      throws IOException {
    this.name = name;
    this.managementPort = managementPort;
    this.healthcheck = healthcheck;
    this.log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    this.process = builder.start();
  }

  /**
   * Asks as the container's health check does.
   *
   * @throws AssertionError with the end of the log if the process has ended
   */
  boolean ready() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError(
          name + " has ended with " + process.exitValue() + ":\n" + lastLines());
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", healthcheck.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    Process check = builder.start();
    return check.waitFor(5, TimeUnit.SECONDS) && check.exitValue() == 0;
  }

  /** Waits until it has done its work and ended. */
  void awaitEnd() throws IOException, InterruptedException {
    boolean ended = process.waitFor(6, TimeUnit.MINUTES);
    assertThat(ended && process.exitValue() == 0).as(lastLines()).isTrue();
  }

  String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Asks the process to end and does not wait for it. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
