package io.berth.standalone.launcher;

import io.berth.standalone.backup.BackupCommand;
import io.berth.standalone.backup.PendingRestore;
import io.berth.standalone.bootstrap.Bootstrap;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.RunningSuite;
import io.berth.standalone.process.MultiProcessRunner;
import io.berth.standalone.process.SingleProcessRunner;
import io.berth.standalone.process.SuiteRunner;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.ReadinessProbe;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceLogs;
import io.berth.standalone.service.ServiceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A running suite: all services, their servers and the data of the bootstrap files. */
public final class Suite implements AutoCloseable {

  private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final DataDirectory data;
  private final SuiteRunner runner;
  private final ServiceSettings services;

  private Suite(DataDirectory data, SuiteRunner runner, ServiceSettings services) {
    this.data = data;
    this.runner = runner;
    this.services = services;
  }

  /**
   * Starts a suite and applies the bootstrap files. Returns when every service is ready; stops
   * everything on failure.
   *
   * @param journeys address to try each dialect at, for the home page
   * @throws UserError with the problem in one line
   */
  public static Suite start(UpOptions options, Map<String, String> journeys, Progress progress)
      throws InterruptedException {
    // Mistakes in files are reported before anything starts.
    Bootstrap given = Bootstrap.read(options.bootstrap());
    DataDirectory data = DataDirectory.open(options.data(), options.ephemeral());
    try {
      return start(options, data, given, journeys, progress);
    } catch (RuntimeException | InterruptedException e) {
      data.close();
      throw e;
    }
  }

  private static Suite start(
      UpOptions options,
      DataDirectory data,
      Bootstrap given,
      Map<String, String> journeys,
      Progress progress)
      throws InterruptedException {
    requireFreePorts(options.port(), RunningSuite.read(data).isPresent());
    PendingRestore.complete(data);
    BackupCommand.state(data).forEach(progress::say);
    LocalSettings settings = LocalSettings.of(data);
    Bootstrap bootstrap = chosen(options, settings, given);
    LocalServers.NAMES.forEach(settings::freePort);
    ServiceLogs.into(data.logs());
    ServiceSettings services = new ServiceSettings(settings, options.port(), journeys);
    services.makeSecrets();
    settings.password("postgres/superuser");
    new RunningSuite(ProcessHandle.current().pid(), options.port(), options.split(), journeys)
        .write(data);
    SuiteRunner runner =
        options.split()
            ? MultiProcessRunner.start(data, options.port(), progress)
            : SingleProcessRunner.start(data, settings, services, progress);
    Suite suite = new Suite(data, runner, services);
    try (ReadinessProbe readiness = new ReadinessProbe(options.port())) {
      readiness.awaitAll(progress);
      suite.fill(options, settings, bootstrap, progress);
      readiness.awaitHomePage(services.publicOrigin());
      return suite;
    } catch (IllegalStateException e) {
      suite.stopRunner();
      throw new UserError(e.getMessage() + " (logs: " + data.logs() + ")");
    } catch (RuntimeException | InterruptedException e) {
      suite.stopRunner();
      throw e;
    }
  }

  private static Bootstrap chosen(UpOptions options, LocalSettings settings, Bootstrap given) {
    if (!options.bootstrap().isEmpty()) {
      return given;
    }
    boolean demo = options.demo() && settings.demo() == LocalSettings.DemoState.PENDING;
    return demo ? Bootstrap.demo() : Bootstrap.read(java.util.List.of());
  }

  private void fill(
      UpOptions options, LocalSettings settings, Bootstrap bootstrap, Progress progress) {
    if (!bootstrap.isEmpty()) {
      Instant began = Instant.now();
      try (BootstrapClient client =
          new BootstrapClient(services.publicOrigin(), services.ownerToken())) {
        bootstrap.apply(client, line -> progress.say("  " + line));
      }
      progress.started("bootstrap", began);
    }
    if (settings.demo() == LocalSettings.DemoState.PENDING) {
      boolean applied = options.bootstrap().isEmpty() && options.demo();
      settings.demo(applied ? LocalSettings.DemoState.APPLIED : LocalSettings.DemoState.SKIPPED);
    }
  }

  /**
   * @param predecessor whether a suite was killed here, whose processes may still be ending
   */
  private static void requireFreePorts(int gatewayPort, boolean predecessor)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(predecessor ? PREDECESSOR_LIMIT : Duration.ZERO);
    requireFree(Service.testPort(gatewayPort), "the test mode", deadline);
    for (Service service : Service.values()) {
      requireFree(service.port(gatewayPort), service.id(), deadline);
      requireFree(service.managementPort(gatewayPort), service.id() + "'s management", deadline);
    }
  }

  private static void requireFree(int port, String owner, Instant deadline)
      throws InterruptedException {
    while (!canListen(port)) {
      if (Instant.now().isAfter(deadline)) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "Port %d (for %s) is taken by another program; use --port to move all ports.",
                port,
                owner));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean canListen(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  public String origin() {
    return services.publicOrigin();
  }

  /** Origin of the test mode. */
  public String testOrigin() {
    return services.testOrigin();
  }

  public String operatorToken() {
    return services.operatorToken();
  }

  private void stopRunner() {
    try {
      runner.close();
    } finally {
      data.delete(data.running());
    }
  }

  /** Stops the services, then the servers, then unlocks the data directory. */
  @Override
  public void close() {
    try {
      stopRunner();
    } finally {
      data.close();
    }
  }
}
