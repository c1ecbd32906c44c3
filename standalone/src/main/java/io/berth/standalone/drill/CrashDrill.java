package io.berth.standalone.drill;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.cli.FailureMessages;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.drill.PayoutResponses.Payout;
import io.berth.standalone.drill.PayoutResponses.Response;
import io.berth.standalone.launcher.SuiteControl;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Kills a whole suite at random moments while a merchant pays out, starts it again, and compares
 * the responses with orders, balances, entries and callbacks.
 */
public final class CrashDrill implements AutoCloseable {

  private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(120);

  /** Time before a crash in which the result of a callback may not be stored yet. */
  static final Duration UNSTORED = Duration.ofSeconds(5);

  private static final String BOOTSTRAP = "drill.yaml";

  /** Short leases: a callback that a kill interrupts is resent when its lease ends. */
  private static final List<String> FLAGS =
      List.of("-Dberth.callback.lease=16s", "-Dberth.callback.request.total=8s");

  private final int port;
  private final Path folder;
  private final Path data;
  private final PrintStream out;
  private final MerchantClient merchant;
  private final MerchantServer callbacks;
  private final PayoutResponses responses = new PayoutResponses();
  private final PayoutChecks checks;
  private @Nullable Instant killedAt;

  /**
   * @param folder parent of the suite's data directory
   */
  public CrashDrill(int port, Path folder, PrintStream out) throws IOException {
    this.port = port;
    this.folder = folder;
    this.data = folder.resolve("data");
    this.out = out;
    this.callbacks = MerchantServer.start();
    this.merchant =
        new MerchantClient(
            origin(),
            Demo.DRAGONEX,
            AccessKeyNames.DRAGONEX,
            new Transcript(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC());
    this.checks = new PayoutChecks(merchant, responses, callbacks);
  }

  /**
   * Runs the drill; returns 0 when no round lost or doubled a payout, else 1.
   *
   * @param seed chooses the moments of the crashes
   */
  public static int run(int rounds, int port, long seed, PrintStream out)
      throws InterruptedException {
    // Not ephemeral: another suite would delete it between a kill and the next start.
    try {
      Path folder = Files.createTempDirectory("berth-drill-");
      boolean passed;
      try (CrashDrill drill = new CrashDrill(port, folder, out)) {
        out.println("seed " + seed);
        passed = drill.run(rounds, new Random(seed));
      }
      if (passed) {
        Files.delete(folder);
      }
      return passed ? 0 : 1;
    } catch (IOException e) {
      throw new UserError("The drill cannot start: " + e.getMessage());
    }
  }

  private boolean run(int rounds, RandomGenerator random) throws IOException, InterruptedException {
    boolean passed = true;
    for (int round = 1; round <= rounds; round++) {
      try (SuiteProcess suite = start()) {
        passed &= round == 1 || verify(round - 1);
        kill(suite, round, Duration.ofMillis(random.nextInt(300, 6_000)));
      }
    }
    try (SuiteProcess suite = start()) {
      passed &= verify(rounds);
      suite.stop();
    }
    tidy(passed);
    return passed;
  }

  /** Deletes what is in the folder, unless somebody has to look at it. */
  void tidy(boolean passed) throws IOException {
    if (passed) {
      DataDirectory.discard(data);
      Files.delete(folder.resolve(BOOTSTRAP));
    } else {
      out.println("The data of this drill is kept in " + data);
    }
  }

  /** Starts a suite and waits until it is ready. */
  public SuiteProcess start() throws IOException, InterruptedException {
    return start(List.of(), List.of());
  }

  SuiteProcess start(List<String> moreFlags, List<String> moreWords)
      throws IOException, InterruptedException {
    Path bootstrap =
        Files.writeString(folder.resolve(BOOTSTRAP), DrillPlatform.yaml(callbacks.url()));
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(moreFlags);
    List<String> words = new ArrayList<>(List.of("up", "--port", Integer.toString(port)));
    words.addAll(List.of("--data", data.toString(), "--bootstrap", bootstrap.toString()));
    words.addAll(moreWords);
    try {
      return SuiteProcess.run(flags, words).awaitReady();
    } catch (IllegalStateException e) {
      throw new UserError("The drill's suite does not start: " + FailureMessages.reason(e));
    }
  }

  /** Runs a merchant's load for a while, then kills the suite. */
  public void kill(SuiteProcess suite, int round, Duration load) throws InterruptedException {
    PayoutLoad payouts = load(round);
    Thread.sleep(load);
    killedAt = Instant.now();
    // In every second round PostgreSQL survives, as when only the JVM is killed.
    suite.kill(round % 2 == 0);
    payouts.stop();
  }

  /** Begins a merchant's load. */
  PayoutLoad load(int round) {
    return new PayoutLoad(merchant, responses, round);
  }

  /** Pays out once; returns whether that was acknowledged. */
  public boolean payOut(String tradeNo) {
    Payout payout = new Payout(tradeNo, BigDecimal.ONE, false);
    responses.addSent(payout);
    PayoutLoad.send(merchant, responses, payout);
    return responses.with(Response.PAID).contains(payout);
  }

  /** Checks that a restarted suite has every acknowledged payout, and prints the result. */
  public boolean verify(int round) throws InterruptedException {
    return verify(round, CALLBACK_LIMIT);
  }

  /**
   * Checks that a suite has every acknowledged payout, and prints the result.
   *
   * @param limit for callbacks
   */
  public boolean verify(int round, Duration limit) throws InterruptedException {
    if (killedAt != null) {
      checks.disturbed(killedAt.minus(UNSTORED), Instant.now());
      killedAt = null;
    }
    int open = responses.with(Response.NONE).size();
    List<String> problems = checks.problems(round, SuiteControl.postgres(data), limit);
    out.println(
        String.format(
            Locale.ROOT,
            "round %d: %d payouts, %d sent again, %s",
            round,
            responses.with(Response.PAID).size(),
            open,
            problems.isEmpty() ? "all agrees" : problems.size() + " PROBLEMS"));
    problems.stream().limit(20).forEach(problem -> out.println("  " + problem));
    out.flush();
    return problems.isEmpty();
  }

  /** Allows callbacks that first come within a time to come again. */
  void disturbed(Instant from, Instant to) {
    checks.disturbed(from, to);
  }

  String origin() {
    return "http://localhost:" + port;
  }

  Path data() {
    return data;
  }

  PayoutResponses responses() {
    return responses;
  }

  /** The merchant's server that takes callbacks. */
  public MerchantServer callbacks() {
    return callbacks;
  }

  @Override
  public void close() {
    merchant.close();
    callbacks.close();
  }
}
