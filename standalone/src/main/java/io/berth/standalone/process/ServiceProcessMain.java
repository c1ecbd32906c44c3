package io.berth.standalone.process;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.data.RunningSuite;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.ServiceContext;
import io.berth.standalone.service.ServiceLogs;
import io.berth.standalone.service.ServiceSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs in the JVM of a {@link ServiceProcess}. */
public final class ServiceProcessMain {

  private ServiceProcessMain() {}

  /** Runs until standard input ends or the process is asked to terminate. */
  public static void run(String name, Path directory, int gatewayPort, Signals signals) {
    DataDirectory data = DataDirectory.of(directory);
    ServiceLogs.into(data.logs());
    // Standard output is reserved for the one line to the parent.
    PrintStream parent = System.out;
    System.setOut(System.err);
    try (AutoCloseable running = start(name, data, gatewayPort, signals)) {
      Thread.ofPlatform().daemon().name("parent").start(() -> awaitParentsEnd(signals));
      parent.println(ServiceProcess.STARTED);
      parent.flush();
      signals.await();
    } catch (Exception e) {
      LoggerFactory.getLogger(ServiceProcessMain.class).error("{} does not start", name, e);
      throw new UserError(name + ": " + FailureMessages.reason(e));
    }
  }

  private static AutoCloseable start(
      String name, DataDirectory data, int gatewayPort, Signals signals) {
    if (LocalServers.PROCESSES.contains(name)) {
      return LocalServers.start(name, data, signals::end, new Progress(System.err));
    }
    Service service =
        Service.byId(name).orElseThrow(() -> new UserError("There is no service " + name));
    ServiceSettings settings =
        new ServiceSettings(LocalSettings.of(data), gatewayPort, journeys(data));
    ConfigurableApplicationContext context = ServiceContext.start(service, settings.of(service));
    return context::close;
  }

  private static Map<String, String> journeys(DataDirectory data) {
    return RunningSuite.read(data).map(RunningSuite::journeys).orElse(Map.of());
  }

  private static void awaitParentsEnd(Signals signals) {
    try {
      while (System.in.read() >= 0) {
        // The parent never writes.
      }
    } catch (IOException gone) {
      // A broken pipe means the same as its end.
    }
    signals.end();
  }
}
