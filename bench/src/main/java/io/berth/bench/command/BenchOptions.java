package io.berth.bench.command;

import io.berth.bench.plan.Extent;
import io.berth.bench.plan.Plan;
import io.berth.bench.process.Jvm;
import io.berth.bench.suite.Suites;
import io.berth.standalone.cli.CommandLine;

/** Flags of {@code ./berth bench}. */
public final class BenchOptions {

  private static final double WARM_UP_SECONDS = 30;
  private static final double QUICK_WARM_UP_SECONDS = 6;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final int QUICK_SECONDS = 3;
  private static final double SMOKE_SECONDS = 0.3;

  private BenchOptions() {}

  /**
   * @param quick whether the line asks for the most telling figures only
   */
  public static Plan plan(CommandLine line, boolean quick) {
    boolean smoke = line.has("--smoke");
    int rounds = line.number("--rounds", smoke ? 1 : ROUNDS);
    int seconds = line.number("--seconds", quick ? QUICK_SECONDS : SECONDS);
    if (rounds < 1 || seconds < 1) {
      throw new IllegalArgumentException("--rounds and --seconds are at least 1");
    }
    return new Plan(
        extent(line, quick),
        smoke ? SMOKE_SECONDS : quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS,
        rounds,
        smoke ? SMOKE_SECONDS : seconds,
        Jvm.service(smoke),
        new Suites(smoke));
  }

  private static Extent extent(CommandLine line, boolean quick) {
    if (line.has("--smoke")) {
      return Extent.SMOKE;
    }
    if (quick) {
      return Extent.QUICK;
    }
    return line.has("--large") ? Extent.LARGE : Extent.FULL;
  }
}
