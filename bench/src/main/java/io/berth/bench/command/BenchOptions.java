package io.berth.bench.command;

import io.berth.bench.plan.Plan;
import io.berth.bench.process.Jvm;
import io.berth.bench.suite.Suites;
import io.berth.standalone.cli.CommandLine;

/** Flags of {@code ./berth bench}. */
public final class BenchOptions {

  private static final double WARM_UP_SECONDS = 30;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final double SMOKE_SECONDS = 0.3;

  private BenchOptions() {}

  public static Plan plan(CommandLine line) {
    boolean smoke = line.has("--smoke");
    int rounds = line.number("--rounds", smoke ? 1 : ROUNDS);
    int seconds = line.number("--seconds", SECONDS);
    if (rounds < 1 || seconds < 1) {
      throw new IllegalArgumentException("--rounds and --seconds are at least 1");
    }
    return new Plan(
        smoke,
        line.has("--large"),
        smoke ? SMOKE_SECONDS : WARM_UP_SECONDS,
        rounds,
        smoke ? SMOKE_SECONDS : seconds,
        Jvm.service(smoke),
        new Suites(smoke));
  }
}
