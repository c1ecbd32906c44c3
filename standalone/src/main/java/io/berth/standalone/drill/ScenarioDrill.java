package io.berth.standalone.drill;

import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.fault.FaultFile;
import io.berth.standalone.fault.FaultFile.Faults;
import io.berth.standalone.fault.FaultInjection;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets scenarios happen to a running suite, one after another, while a merchant pays out. Checks
 * after each one that nothing is lost or doubled, and measures how long the suite takes to pay, and
 * to call back, again.
 */
public final class ScenarioDrill {

  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STEP_LIMIT = Duration.ofSeconds(8);
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Choices of a drill.
   *
   * @param seed chooses moments and steps
   * @param hold how long a fault lasts that ends
   * @param kills at steps
   * @param split whether the suite has a process for each service and server, without which some
   *     scenarios cannot be
   */
  public record Options(int port, long seed, Duration hold, int kills, boolean split) {}

  private final Options options;
  private final PrintStream out;
  private final Random random;
  private final RecoveryTable table = new RecoveryTable();
  private int round;

  private ScenarioDrill(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.random = new Random(options.seed);
  }

  /** Runs scenarios by their names; returns 0 when nothing was lost or doubled, else 1. */
  public static int run(List<String> names, Options options, PrintStream out)
      throws InterruptedException {
    return run(options, Scenario.named(names), out);
  }

  static int run(Options options, List<Scenario> scenarios, PrintStream out)
      throws InterruptedException {
    out.println("seed " + options.seed);
    ScenarioDrill drill = new ScenarioDrill(options, out);
    List<Scenario> onAnyDisk = new ArrayList<>(scenarios);
    boolean full = onAnyDisk.remove(Scenario.DISK_FULL);
    try {
      if (!onAnyDisk.isEmpty()) {
        Path folder = Files.createTempDirectory("berth-drill-");
        drill.run(folder, null, onAnyDisk);
        drill.delete(folder);
      }
      if (full) {
        drill.runOnSmallDisk();
      }
    } catch (IOException e) {
      throw new UserError("The drill cannot run: " + e.getMessage());
    }
    drill.table.lines().forEach(out::println);
    return drill.table.hasPassed() ? 0 : 1;
  }

  private void runOnSmallDisk() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("berth-drill-");
    SmallDisk disk;
    try {
      disk = SmallDisk.mount(folder);
    } catch (IOException e) {
      Files.delete(folder);
      table.skipped(Scenario.DISK_FULL, FailureMessages.reason(e));
      return;
    }
    try {
      run(folder, disk, List.of(Scenario.DISK_FULL));
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
    if (table.hasPassed()) {
      disk.close();
    }
    delete(folder);
  }

  private void delete(Path folder) throws IOException {
    if (table.hasPassed()) {
      Files.delete(folder);
    }
  }

  private void run(Path folder, @Nullable SmallDisk disk, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    Path control = Files.createTempDirectory("berth-drill-faults-");
    FaultFile faults = new FaultFile(control.resolve("faults"));
    Map<String, FaultProxy> proxies = new TreeMap<>();
    try (CrashDrill drill = new CrashDrill(options.port, folder, out)) {
      Map<String, Integer> ports = new TreeMap<>();
      for (Map.Entry<String, IntSupplier> target : targets(drill.data()).entrySet()) {
        FaultProxy proxy = new FaultProxy(target.getValue());
        proxies.put(target.getKey(), proxy);
        ports.put(target.getKey(), proxy.port());
      }
      faults.write(new Faults(Duration.ZERO, "", ports));
      List<String> flags = List.of("-D" + FaultInjection.FLAG + "=" + faults.path());
      try (SuiteProcess suite =
          drill.start(flags, options.split ? List.of("--split") : List.of())) {
        FaultScene.Course course = new FaultScene.Course(options.hold, random);
        FaultScene scene = new FaultScene(drill, suite, proxies, faults, disk, course);
        for (Scenario scenario : scenarios) {
          if (scenario == Scenario.STEPS) {
            killAtSteps(drill, faults);
          } else {
            run(scenario, drill, scene);
          }
        }
        suite.stop();
      }
      drill.tidy(table.hasPassed());
    } finally {
      for (FaultProxy proxy : proxies.values()) {
        proxy.close();
      }
      FileTrees.delete(control);
    }
  }

  /** Ports of what is behind proxies. */
  private Map<String, IntSupplier> targets(Path data) {
    Map<String, IntSupplier> targets = new TreeMap<>();
    for (String server : List.of(LocalServers.POSTGRES, LocalServers.SMTP)) {
      targets.put(server, () -> LocalSettings.of(DataDirectory.of(data)).port(server));
    }
    for (String name : FaultScene.CALLED) {
      Service service = Service.byId(name).orElseThrow();
      targets.put(name, () -> service.port(options.port));
    }
    return targets;
  }

  private void run(Scenario scenario, CrashDrill drill, FaultScene scene)
      throws IOException, InterruptedException {
    out.println(scenario.id() + ": " + scenario.summary());
    PayoutLoad payouts = drill.load(++round);
    Instant began = Instant.now();
    Recovery recovery;
    try {
      Thread.sleep(random.nextInt(1_000, 4_000));
      scenario.happen(scene);
      recovery = recover(drill, Instant.now());
    } catch (UserError failed) {
      out.println("  " + failed.getMessage());
      recovery = Recovery.NONE;
    } finally {
      payouts.stop();
    }
    drill.disturbed(began.minus(CrashDrill.UNSTORED), Instant.now());
    table.add(scenario, recovery, drill.verify(round));
  }

  /** Kills a service at one step after another, each of which the load has reached before. */
  private void killAtSteps(CrashDrill drill, FaultFile faults)
      throws IOException, InterruptedException {
    out.println(Scenario.STEPS.id() + ": " + Scenario.STEPS.summary());
    PayoutLoad first = drill.load(++round);
    Thread.sleep(WARM_UP);
    first.stop();
    List<String> steps = new ArrayList<>(faults.steps());
    out.println("  " + steps.size() + " steps are known");
    Collections.shuffle(steps, random);
    int kills = 0;
    for (String step : steps) {
      if (kills < options.kills && killAt(step, drill, faults)) {
        kills++;
      }
    }
  }

  /** Returns whether the step was reached. */
  private boolean killAt(String step, CrashDrill drill, FaultFile faults)
      throws IOException, InterruptedException {
    Faults none = faults.read();
    PayoutLoad payouts = drill.load(++round);
    Instant began = Instant.now();
    Recovery recovery;
    try {
      faults.write(none.kill(step));
      Instant deadline = began.plus(STEP_LIMIT);
      while (!faults.killed().equals(Optional.of(step))) {
        if (Instant.now().isAfter(deadline)) {
          faults.write(none);
          return false;
        }
        Thread.sleep(PAUSE);
      }
      faults.write(none);
      out.println("  killed " + step);
      recovery = recover(drill, Instant.now());
    } finally {
      payouts.stop();
    }
    drill.disturbed(began.minus(CrashDrill.UNSTORED), Instant.now());
    table.add(Scenario.STEPS, recovery, drill.verify(round));
    return true;
  }

  /** Waits until a payout that is sent from now on is paid and called back. */
  private Recovery recover(CrashDrill drill, Instant over) throws InterruptedException {
    Instant deadline = over.plus(RECOVERY_LIMIT);
    while (Instant.now().isBefore(deadline)) {
      Recovery recovery = recovery(drill, over);
      if (recovery.isWhole()) {
        return recovery;
      }
      Thread.sleep(PAUSE);
    }
    return recovery(drill, over);
  }

  private static Recovery recovery(CrashDrill drill, Instant over) {
    Instant called =
        drill.responses().paidOfThoseSentAfter(over).stream()
            .flatMap(payout -> drill.callbacks().acknowledged(payout.tradeNo()).stream())
            .min(Comparator.naturalOrder())
            .orElse(null);
    return Recovery.between(over, drill.responses().firstPaidAfter(over).orElse(null), called);
  }
}
