package io.berth.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.berth.demo.merchant.CallbackReceiver;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.service.Service;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the last released version to this one, under load: one instance at a time, in the order that
 * {@code docs/operating.md} gives.
 */
@Tag("long")
@Timeout(3_600)
class UpgradeStoryTests {

  private static final Duration CALM = Duration.ofSeconds(3);
  private static final List<Service> ORDER =
      List.of(Service.DID, Service.PAY, Service.CALLBACK, Service.GATEWAY, Service.CONSOLE);

  /** Stopped as a whole between 0.1.0 and the next version: see operating.md. */
  private static final Set<Service> NOT_ROLLING = Set.of(Service.CALLBACK);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void anUpgradeFailsNoRequest() throws Exception {
    LastRelease release = LastRelease.find().orElse(null);
    if (release == null) {
      System.out.println("SKIPPED: there is no release to upgrade from");
      abort("there is no release to upgrade from");
      return;
    }
    Version before = release.build(directory.resolve("release"));
    System.out.println("built " + release);
    try (CallbackReceiver callbacks = CallbackReceiver.listen(0);
        Cluster cluster =
            Cluster.start(
                directory.resolve("data"),
                before,
                withoutTestMode(ClusterLoad.platform(callbacks)),
                new Progress(System.out));
        ClusterLoad load = new ClusterLoad(cluster.origin())) {
      ClusterLoad.signIn(cluster.origin(), "alice@example.com");
      BigDecimal balance = load.balance();
      load.start();
      Thread.sleep(CALM);
      assertThat(load.takeFailures()).isEmpty();

      Instant upgrading = Instant.now();
      List<ClusterLoad.Failure> failed = new ArrayList<>();
      for (Service service : ORDER) {
        failed.addAll(upgrade(cluster.of(service), NOT_ROLLING.contains(service), load));
      }
      load.stop();
      failed.addAll(load.takeFailures());
      System.out.println("after the upgrade: " + load.done());
      assertThat(failed).as("failed during the upgrade").isEmpty();

      load.settleOpenOrders();
      assertThat(load.balance()).isEqualByComparingTo(load.expected(balance));
      ClusterChecks.booksAreExact(cluster.data(), load);
      ClusterChecks.everyBalanceIsWhatItsEntriesSay(cluster.origin(), cluster.operatorToken());
      ClusterChecks.everyOrderIsCalledBack(load, callbacks, upgrading);
    }
  }

  /** 0.1.0 knows no {@code test:} blocks in bootstrap files. */
  private static String withoutTestMode(String platform) {
    StringBuilder kept = new StringBuilder();
    int block = Integer.MAX_VALUE;
    for (String line : platform.lines().toList()) {
      int indent = line.length() - line.stripLeading().length();
      if (!line.isBlank() && indent <= block) {
        block = line.stripLeading().startsWith("test:") ? indent : Integer.MAX_VALUE;
      }
      if (block == Integer.MAX_VALUE) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static List<ClusterLoad.Failure> upgrade(
      List<Instance> instances, boolean allAtOnce, ClusterLoad load) throws Exception {
    if (allAtOnce) {
      for (Instance instance : instances) {
        instance.terminate();
      }
    }
    List<ClusterLoad.Failure> all = new ArrayList<>();
    for (Instance instance : instances) {
      if (!allAtOnce) {
        instance.terminate();
      }
      instance.start(Version.current());
      Duration ready = instance.awaitReady();
      Thread.sleep(CALM);
      List<ClusterLoad.Failure> failures = load.takeFailures();
      System.out.printf(
          Locale.ROOT,
          "upgraded %-18s ready in %.1f s, %d failed%n",
          instance,
          ready.toMillis() / 1e3,
          failures.size());
      failures.forEach(failure -> System.out.println("  " + failure));
      all.addAll(failures);
    }
    return all;
  }
}
