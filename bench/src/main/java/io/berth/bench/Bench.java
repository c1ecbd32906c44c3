package io.berth.bench;

import io.berth.bench.command.BenchOptions;
import io.berth.bench.command.Subcommand;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Comparison;
import io.berth.bench.report.Machine;
import io.berth.bench.report.Report;
import io.berth.bench.report.Row;
import io.berth.bench.suite.Suites;
import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Runs {@code ./berth bench}. */
public final class Bench {

  private static final String ALL = "all";
  private static final String QUICK = "quick";

  /** Exit status where a figure is worse than in the run that it is compared with. */
  private static final int FALLEN = 2;

  private Bench() {}

  public static void main(String[] words) {
    // Kafka and PostgreSQL run in this process and log a lot.
    LoggingSystem.get(Bench.class.getClassLoader()).setLogLevel(null, LogLevel.ERROR);
    int status;
    try {
      status = run(Arrays.asList(words), System.out);
    } catch (UserError | IllegalArgumentException e) {
      System.err.println("berth: " + e.getMessage());
      status = 1;
    } catch (Exception e) {
      e.printStackTrace();
      status = 1;
    }
    System.out.flush();
    System.exit(status);
  }

  /**
   * Returns 0 when every measurement succeeded and no money is missing, whether goals are met or
   * not; 2 when a figure has fallen since the run to compare with.
   */
  static int run(List<String> words, PrintStream out) throws Exception {
    CommandLine line =
        new CommandLine(
            words,
            Set.of("--json", "--compare", "--rounds", "--seconds"),
            Set.of("--smoke", "--large"));
    boolean quick = line.arguments().equals(List.of(QUICK));
    List<Subcommand> chosen = quick ? Subcommand.QUICK : chosen(line);
    Plan plan = BenchOptions.plan(line, quick);
    Optional<List<Row>> earlier = line.value("--compare").map(file -> Report.rows(read(file)));
    out.println(Machine.description());
    List<Row> rows = new ArrayList<>();
    try (Suites _ = plan.suites()) {
      for (Subcommand subcommand : chosen) {
        out.println("## " + subcommand.id() + "\n");
        long began = System.nanoTime();
        List<Row> measured = subcommand.benchmark().run(plan, out);
        out.printf(
            Locale.ROOT,
            "(%.0f s)%n%n%s%n",
            (System.nanoTime() - began) / 1e9,
            Report.markdown(measured));
        rows.addAll(measured);
      }
    }
    if (chosen.size() > 1) {
      out.println("## Goals\n");
      out.println(Report.markdown(rows.stream().filter(row -> row.goal() != null).toList()));
    }
    if (plan.smoke()) {
      out.println("This was a smoke test: the harness works, the figures mean nothing.");
    }
    line.value("--json").ifPresent(file -> write(Path.of(file), Report.json(rows)));
    return earlier.isPresent() ? compare(earlier.get(), rows, out) : 0;
  }

  static int compare(List<Row> earlier, List<Row> rows, PrintStream out) {
    List<Comparison> pairs = Comparison.of(earlier, rows);
    if (pairs.isEmpty()) {
      throw new UserError("The run to compare with has none of these figures.");
    }
    out.println("## Beside the earlier run\n");
    out.println(Comparison.markdown(pairs));
    return pairs.stream().anyMatch(Comparison::hasFallen) ? FALLEN : 0;
  }

  private static List<Subcommand> chosen(CommandLine line) {
    if (line.arguments().isEmpty() && line.has("--smoke")) {
      return List.of(Subcommand.values());
    }
    if (line.arguments().isEmpty()) {
      throw new UserError(
          "bench takes what to measure: %s, %s or %s".formatted(Subcommand.ids(), QUICK, ALL));
    }
    List<Subcommand> chosen = new ArrayList<>();
    for (String id : line.arguments()) {
      if (id.equals(QUICK)) {
        throw new UserError(QUICK + " stands alone.");
      }
      if (id.equals(ALL)) {
        chosen.addAll(List.of(Subcommand.values()));
      } else {
        chosen.add(
            Subcommand.byId(id)
                .orElseThrow(
                    () ->
                        new UserError("bench cannot measure " + id + ", but " + Subcommand.ids())));
      }
    }
    return chosen;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UserError("Cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void write(Path file, String json) {
    try {
      Files.writeString(file, json + "\n");
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ": " + e.getMessage());
    }
  }
}
