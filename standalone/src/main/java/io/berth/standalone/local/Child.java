package io.berth.standalone.local;

import io.berth.standalone.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The other side of {@link ChildProcess}: what runs in one JVM of a split suite. */
public final class Child {

  private Child() {}

  /** Runs until standard input ends or the process is asked to terminate. */
  public static void run(String name, Path directory, int gatewayPort, Signals signals) {
    DataDirectory data = DataDirectory.of(directory);
    ServiceLogs.into(data.logs());
    // Standard output is for the parent: it hears one word.
    PrintStream parent = System.out;
    System.setOut(System.err);
    LocalSettings settings = LocalSettings.of(data);
    try (AutoCloseable running = start(name, data, settings, gatewayPort)) {
      Thread.ofPlatform().daemon().name("parent").start(() -> awaitParentsEnd(signals));
      parent.println(ChildProcess.STARTED);
      parent.flush();
      signals.await();
    } catch (Exception e) {
      LoggerFactory.getLogger(Child.class).error("{} does not start", name, e);
      throw new UserError(name + ": " + Failures.reason(e));
    }
  }

  private static AutoCloseable start(
      String name, DataDirectory data, LocalSettings settings, int gatewayPort) {
    if (name.equals(ProcessPerService.SERVERS)) {
      return Servers.start(data, settings, new Progress(System.err));
    }
    Service service =
        Service.byId(name).orElseThrow(() -> new UserError("There is no service " + name));
    ConfigurableApplicationContext context =
        ServiceContext.start(
            service, new ServiceSettings(settings, gatewayPort, journeys(data)).of(service));
    return context::close;
  }

  private static Map<String, String> journeys(DataDirectory data) {
    return RunningSuite.read(data).map(RunningSuite::journeys).orElse(Map.of());
  }

  private static void awaitParentsEnd(Signals signals) {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException gone) {
      // As good as the end.
    }
    signals.end();
  }
}
