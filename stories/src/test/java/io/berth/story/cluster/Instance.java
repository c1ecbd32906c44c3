package io.berth.story.cluster;

import io.berth.standalone.service.ReadinessProbe;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of several processes of a service: its own program, on ports of its own. */
final class Instance implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofMinutes(4);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final List<String> FLAGS =
      List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Service service;
  private final String name;
  private final int base;
  private final Path log;
  private final Map<String, String> settings;
  private final ReadinessProbe readiness;
  private Process process;

  /**
   * @param number 1 for the first one of this service
   * @param base the gateway's port where this instance's own has the usual distance to it
   */
  Instance(Service service, int number, int base, ServiceSettings settings, Path logs) {
    this.service = service;
    this.name = service.id() + "-" + number;
    this.base = base;
    this.log = logs.resolve(name + ".log");
    this.readiness = new ReadinessProbe(base);
    this.settings = new LinkedHashMap<>(settings.of(service));
    this.settings.put("server.port", Integer.toString(port()));
    this.settings.put("management.server.port", Integer.toString(service.managementPort(base)));
    if (service == Service.GATEWAY) {
      this.settings.put("berth.gateway.test-port", Integer.toString(Service.testPort(base)));
    }
    this.settings.put("berth.kafka.instance-id", name);
    this.settings.put("berth.shutdown.drain", "2s");
    // Many processes share few cores here, so that a slow answer does not tell of a lost server.
    this.settings.put("berth.readiness.timeout", "20s");
    this.settings.put("berth.services.timeout", "15s");
  }

  void start(Version version) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", version.classPath(), service.application().getName()));
    version.known(settings).forEach((key, value) -> command.add("--" + key + "=" + value));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  boolean isReady() {
    return readiness.of(service) == ReadinessProbe.State.READY;
  }

  /** Waits until it is ready; returns the time that took. */
  Duration awaitReady() throws InterruptedException {
    Instant began = Instant.now();
    while (!isReady()) {
      Duration waited = Duration.between(began, Instant.now());
      if (!process.isAlive() || waited.compareTo(READY_LIMIT) > 0) {
        throw new AssertionError(name + " does not become ready, see " + log);
      }
      Thread.sleep(PAUSE);
    }
    return Duration.between(began, Instant.now());
  }

  /** Sends SIGTERM and waits for the end; returns the time that took. */
  Duration terminate() throws InterruptedException {
    Instant began = Instant.now();
    process.destroy();
    if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end, see " + log);
    }
    return Duration.between(began, Instant.now());
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  Service service() {
    return service;
  }

  int port() {
    return service.port(base);
  }

  String origin() {
    return "http://localhost:" + port();
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() throws InterruptedException {
    readiness.close();
    if (process != null) {
      kill();
    }
  }
}
