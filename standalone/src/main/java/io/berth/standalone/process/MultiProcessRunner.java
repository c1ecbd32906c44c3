package io.berth.standalone.process;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL, Kafka, mail and each service in a process of its own, restarted when it dies.
 */
public final class MultiProcessRunner implements SuiteRunner {

  private static final Duration STEADY = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private record Running(ServiceProcess child, Instant since, Duration pause) {}

  private final DataDirectory data;
  private final int gatewayPort;
  private final Progress progress;
  private final Map<String, Running> children = new LinkedHashMap<>();
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("restarts").factory());
  private boolean stopping;

  private MultiProcessRunner(DataDirectory data, int gatewayPort, Progress progress) {
    this.data = data;
    this.gatewayPort = gatewayPort;
    this.progress = progress;
  }

  public static MultiProcessRunner start(DataDirectory data, int gatewayPort, Progress progress) {
    MultiProcessRunner suite = new MultiProcessRunner(data, gatewayPort, progress);
    try {
      suite.startAndAwait(LocalServers.PROCESSES);
      List<String> services = new ArrayList<>();
      for (Service service : Service.values()) {
        services.add(service.id());
      }
      suite.startAndAwait(services);
      suite.children.keySet().forEach(suite::supervise);
      return suite;
    } catch (RuntimeException e) {
      suite.close();
      throw e;
    }
  }

  private void startAndAwait(List<String> names) {
    Instant began = Instant.now();
    names.forEach(name -> launch(name, Duration.ZERO));
    for (String name : names) {
      try {
        child(name).started().join();
        progress.started(name, began);
      } catch (CompletionException e) {
        throw new UserError(
            "%s does not start (log: %s)".formatted(name, data.logs().resolve(name + ".log")));
      }
    }
  }

  private synchronized void launch(String name, Duration pause) {
    if (!stopping) {
      children.put(
          name, new Running(ServiceProcess.launch(name, data, gatewayPort), Instant.now(), pause));
    }
  }

  private synchronized ServiceProcess child(String name) {
    Running running = children.get(name);
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.child;
  }

  private void supervise(String name) {
    child(name).exit().thenAccept(status -> ended(name, status));
  }

  private synchronized void ended(String name, int status) {
    Running running = children.get(name);
    if (stopping || running == null) {
      return;
    }
    Duration pause = nextPause(running);
    progress.say(
        String.format(
            Locale.ROOT,
            "%s ended with status %d; starting it again in %d s",
            name,
            status,
            pause.toSeconds()));
    restarts.schedule(() -> restart(name, pause), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Restarts at once after a steady run; backs off where a process dies during its start. */
  private static Duration nextPause(Running running) {
    boolean steady = running.since.plus(STEADY).isBefore(Instant.now());
    if (steady || running.pause.isZero()) {
      return FIRST_PAUSE;
    }
    Duration doubled = running.pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private void restart(String name, Duration pause) {
    Instant began = Instant.now();
    try {
      launch(name, pause);
    } catch (UserError e) {
      // As on a full disk, which may have room again later.
      progress.say(FailureMessages.reason(e));
      restarts.schedule(
          () -> restart(name, pause), LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    ServiceProcess child = child(name);
    child.started().thenRun(() -> progress.started(name, began));
    supervise(name);
  }

  @Override
  public void close() {
    synchronized (this) {
      stopping = true;
    }
    restarts.shutdownNow();
    stop(Service.GATEWAY.id());
    List<Thread> stops = new ArrayList<>();
    for (String name : List.copyOf(children.keySet())) {
      if (!LocalServers.PROCESSES.contains(name)) {
        stops.add(Thread.ofPlatform().start(() -> stop(name)));
      }
    }
    try {
      for (Thread thread : stops) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LocalServers.PROCESSES.forEach(this::stop);
  }

  private void stop(String name) {
    Running running;
    synchronized (this) {
      running = children.get(name);
    }
    if (running != null) {
      running.child.stop();
    }
  }
}
