package io.berth.standalone.drill;

import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.UserError;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Runs the command {@code drill}. */
public final class DrillCommand {

  private static final int PORT = 18_080;
  private static final int ROUNDS = 20;
  private static final int HOLD_SECONDS = 30;
  private static final int KILLS = 10;

  private DrillCommand() {}

  /** Runs crashes, or the scenarios that are named; returns 0 when nothing was lost or doubled. */
  public static int run(List<String> words, PrintStream out) throws InterruptedException {
    CommandLine line =
        new CommandLine(
            words,
            Set.of("--rounds", "--port", "--seed", "--hold", "--kills"),
            Set.of("--all", "--list"));
    if (line.has("--list")) {
      line.noArguments();
      for (Scenario scenario : Scenario.values()) {
        out.println(String.format(Locale.ROOT, "%-24s %s", scenario.id(), scenario.summary()));
      }
      return 0;
    }
    if (line.has("--all") && !line.arguments().isEmpty()) {
      throw new UserError("Name scenarios, or use --all, not both.");
    }
    List<Scenario> scenarios =
        new ArrayList<>(
            line.has("--all") ? List.of(Scenario.values()) : Scenario.named(line.arguments()));
    boolean crashes = scenarios.remove(Scenario.CRASHES) || scenarios.isEmpty();
    int port = line.number("--port", PORT);
    int seed = line.number("--seed", RandomGenerator.getDefault().nextInt(1_000_000));
    int status = 0;
    if (!scenarios.isEmpty()) {
      ScenarioDrill.Options options =
          new ScenarioDrill.Options(
              port,
              seed,
              Duration.ofSeconds(line.number("--hold", HOLD_SECONDS)),
              line.number("--kills", KILLS),
              true);
      status = ScenarioDrill.run(options, scenarios, out);
    }
    return crashes
        ? Math.max(status, CrashDrill.run(line.number("--rounds", ROUNDS), port, seed, out))
        : status;
  }
}
