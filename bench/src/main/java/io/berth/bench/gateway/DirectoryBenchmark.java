package io.berth.bench.gateway;

import io.berth.bench.load.LoadGenerator;
import io.berth.bench.load.Phase;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.process.Worker;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures what many apps cost a service that keeps the app directory in memory: a gateway's start,
 * its memory and its requests per second beside one that has few.
 */
public final class DirectoryBenchmark implements Benchmark {

  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final int CONNECTIONS = 64;

  /** Flat within 15 %. */
  private static final Goal FLAT = new Goal.TimesReference(0.85);

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    try (Subject few = new Subject(plan, plan.either(FEW, 1));
        Subject many = new Subject(plan, plan.either(MANY, 10));
        LoadGenerator load = new LoadGenerator()) {
      for (int round = 0; round < plan.rounds(); round++) {
        few.restart(out);
        many.restart(out);
      }
      few.requests(load, plan.warmUpSeconds());
      many.requests(load, plan.warmUpSeconds());
      for (int round = 0; round < plan.rounds(); round++) {
        few.perSecond.add(few.requests(load, plan.seconds()));
        many.perSecond.add(many.requests(load, plan.seconds()));
      }
      String name =
          String.format(Locale.ROOT, "gateway with %,d apps beside %,d", many.apps, few.apps);
      return List.of(
          row(name + ", start", "s", many.startSeconds, few.startSeconds),
          row(name + ", live heap", "MiB", many.heapMebibytes, few.heapMebibytes),
          row(name, "requests/s", many.perSecond, few.perSecond).withGoal(FLAT));
    }
  }

  private static Row row(String name, String unit, List<Double> many, List<Double> few) {
    return Row.of(name, unit, Spread.of(many)).beside(Spread.of(few));
  }

  /** A gateway whose directory has so many apps. */
  private static final class Subject implements AutoCloseable {
    private final Plan plan;
    private final int apps;
    private final List<Double> startSeconds = new ArrayList<>();
    private final List<Double> heapMebibytes = new ArrayList<>();
    private final List<Double> perSecond = new ArrayList<>();
    private final GatewayPlatform platform;
    private final Worker stub;
    private final int stubPort;
    private @Nullable ProxyUnderTest gateway;

    Subject(Plan plan, int apps) throws InterruptedException {
      this.plan = plan;
      this.apps = apps;
      platform = new GatewayPlatform(apps);
      stub = Worker.start(StubService.class, plan.services());
      stubPort = platform.start(stub, GatewayBenchmark.balances());
    }

    void restart(PrintStream out) throws InterruptedException {
      stop();
      long began = System.nanoTime();
      ProxyUnderTest started = platform.gateway(plan.services(), stubPort);
      gateway = started;
      startSeconds.add((System.nanoTime() - began) / 1e9);
      heapMebibytes.add(started.process().liveHeapMebibytes());
      out.printf(
          Locale.ROOT,
          "%,d apps: ready after %.1f s, %.0f MiB of live heap%n",
          apps,
          startSeconds.getLast(),
          heapMebibytes.getLast());
    }

    double requests(LoadGenerator load, double seconds) throws InterruptedException {
      if (gateway == null) {
        throw new IllegalStateException("not started");
      }
      return load.run(
              Phase.closed(
                  gateway.port(), GatewayBenchmark.TRAFFIC, plan.connections(CONNECTIONS), seconds))
          .orFail("gateway")
          .perSecond();
    }

    private void stop() {
      if (gateway != null) {
        gateway.close();
      }
    }

    @Override
    public void close() {
      stop();
      stub.close();
      platform.close();
    }
  }
}
