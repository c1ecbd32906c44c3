package io.berth.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.drill.DrillDatabase;
import io.berth.standalone.launcher.AuditCommand;
import io.berth.standalone.launcher.SuiteControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what a load was told with books and callbacks. */
final class ClusterChecks {

  private static final Duration CALLBACK_LIMIT = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private ClusterChecks() {}

  /** Entries sum to zero and make the balances, and no acknowledged order is gone. */
  static void booksAreExact(Path data, ClusterLoad load) {
    DrillDatabase books = new DrillDatabase(SuiteControl.postgres(data), Demo.DRAGONEX.appId());
    assertThat(books.problems(load.acknowledged().keySet())).isEmpty();
  }

  /** The auditor's own word. */
  static void everyBalanceIsWhatItsEntriesSay(String origin, String operatorToken)
      throws InterruptedException {
    try (BootstrapClient suite = new BootstrapClient(origin, operatorToken)) {
      assertThat(AuditCommand.run(suite, new Progress(System.out))).isZero();
    }
  }

  /**
   * Once, except where a kill may have cut an attempt or its result off.
   *
   * @param killing when the first instance was killed
   */
  static void everyOrderIsCalledBack(ClusterLoad load, CallbackReceiver callbacks, Instant killing)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(CALLBACK_LIMIT);
    Map<String, List<Instant>> received = received(callbacks);
    while (!received.keySet().containsAll(load.acknowledged().keySet())) {
      assertThat(Instant.now()).as("all callbacks").isBefore(deadline);
      Thread.sleep(PAUSE);
      received = received(callbacks);
    }
    List<String> twice = new ArrayList<>();
    List<Long> delays = new ArrayList<>();
    for (Map.Entry<String, Instant> order : load.acknowledged().entrySet()) {
      List<Instant> times = received.get(order.getKey());
      delays.add(Duration.between(order.getValue(), times.getFirst()).toMillis());
      if (times.size() > 1) {
        twice.add(order.getKey() + " " + times);
        assertThat(order.getValue()).as("called back twice: %s", order).isAfter(killing);
      }
    }
    delays.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d orders called back, %d more than once; half of them within %d ms, all within %d ms%n",
        delays.size(),
        twice.size(),
        delays.get(delays.size() / 2),
        delays.getLast());
    twice.forEach(order -> System.out.println("  " + order));
  }

  private static Map<String, List<Instant>> received(CallbackReceiver callbacks) {
    return callbacks.receipts().stream()
        .collect(
            Collectors.groupingBy(
                CallbackReceiver.Receipt::tradeNo,
                Collectors.mapping(CallbackReceiver.Receipt::at, Collectors.toList())));
  }
}
