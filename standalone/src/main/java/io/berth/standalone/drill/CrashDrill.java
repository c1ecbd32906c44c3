package io.berth.standalone.drill;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
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
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Kills a whole suite at random moments while a merchant pays out, starts it again, and compares
 * the responses with orders, balances, entries and callbacks. Every acknowledged payout must be
 * there exactly once.
 */
public final class CrashDrill implements AutoCloseable {

  /** Limit for the first payout after a start: no backlog delays its callback. */
  private static final Duration FIRST_CALLBACK_LIMIT = Duration.ofSeconds(20);

  private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int OPENING = 10_000;
  private static final String BOOTSTRAP = "drill.yaml";

  /** Short leases: a callback that a kill interrupts is resent when its lease ends. */
  private static final List<String> FLAGS =
      List.of("-Dberth.callback.lease=16s", "-Dberth.callback.request.total=8s");

  private final int port;
  private final Path folder;
  private final Path data;
  private final PrintStream out;
  private final MerchantClient merchant;
  private final CallbackReceiver callbacks;
  private final PayoutResponses responses = new PayoutResponses();

  /**
   * @param folder parent of the suite's data directory
   */
  public CrashDrill(int port, Path folder, PrintStream out) throws IOException {
    this.port = port;
    this.folder = folder;
    this.data = folder.resolve("data");
    this.out = out;
    this.callbacks = CallbackReceiver.listen(0);
    this.merchant =
        new MerchantClient(
            "http://localhost:" + port,
            Demo.DRAGONEX,
            AccessKeyNames.DRAGONEX,
            new Transcript(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC());
  }

  /**
   * Runs the drill; returns 0 when no round lost or doubled a payout, else 1.
   *
   * @param seed chooses the moments of the crashes
   */
  public static int run(int rounds, int port, long seed, PrintStream out)
      throws InterruptedException {
    // Not ephemeral: another suite would delete it between a kill and the next start.
    try (CrashDrill drill = new CrashDrill(port, Files.createTempDirectory("berth-drill-"), out)) {
      out.println("seed " + seed);
      return drill.run(rounds, new Random(seed)) ? 0 : 1;
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
    if (passed) {
      DataDirectory.discard(data);
      Files.delete(folder.resolve(BOOTSTRAP));
      Files.delete(folder);
    } else {
      out.println("The data of this drill is kept in " + data);
    }
    return passed;
  }

  /** Starts a suite and waits until it is ready. */
  public SuiteProcess start() throws IOException, InterruptedException {
    Path bootstrap = Files.writeString(folder.resolve(BOOTSTRAP), platform());
    return SuiteProcess.run(
            FLAGS,
            List.of(
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--bootstrap",
                bootstrap.toString()))
        .awaitReady();
  }

  /** Runs a merchant's load for a while, then kills the suite. */
  public void kill(SuiteProcess suite, int round, Duration load) throws InterruptedException {
    PayoutLoad payouts = new PayoutLoad(merchant, responses, round);
    Thread.sleep(load);
    // In every second round PostgreSQL survives, as when only the JVM is killed.
    suite.kill(round % 2 == 0);
    payouts.stop();
  }

  /** Checks that a restarted suite has every acknowledged payout, and prints the result. */
  public boolean verify(int round) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    verifyFirstCallback(round, problems);
    List<Payout> open = responses.with(Response.NONE);
    for (Payout payout : open) {
      PayoutLoad.send(merchant, responses, payout);
      Thread.sleep(Duration.ofMillis(10));
    }
    List<Payout> paid = responses.with(Response.PAID);
    DrillDatabase accounts = new DrillDatabase(SuiteControl.postgres(data), Demo.DRAGONEX.appId());
    problems.addAll(accounts.problems(paid.stream().map(Payout::tradeNo).toList()));
    for (boolean kind : new boolean[] {false, true}) {
      compare(kind, accounts, problems);
    }
    for (Payout payout : responses.with(Response.NONE)) {
      problems.add("still without an answer: " + payout);
    }
    awaitCallbacks(paid, CALLBACK_LIMIT, problems);
    out.println(
        String.format(
            Locale.ROOT,
            "round %d: %d payouts responses, %d sent again, %s",
            round,
            paid.size(),
            open.size(),
            problems.isEmpty() ? "all agrees" : problems.size() + " PROBLEMS"));
    problems.stream().limit(20).forEach(problem -> out.println("  " + problem));
    out.flush();
    return problems.isEmpty();
  }

  /** Compares the merchant's balance, its orders and the acknowledged payouts: three equal sums. */
  private void compare(boolean open, DrillDatabase accounts, List<String> problems) {
    String what = open ? "open" : "coin";
    BigDecimal paid = responses.paid(open);
    BigDecimal ordered = accounts.paidOut(open);
    SignedResponse answer =
        merchant.post(
            open ? "/api/v1/open/admin/coin/detail/" : "/api/v1/admin/coin/detail/",
            Map.of("coin_code", "usdt"));
    BigDecimal left = new BigDecimal(answer.text("total"));
    if (paid.compareTo(ordered) != 0) {
      problems.add(what + ": acknowledged " + paid + ", orders say " + ordered);
    }
    if (left.add(paid).compareTo(BigDecimal.valueOf(OPENING)) != 0) {
      problems.add(what + ": " + left + " are left of " + OPENING + " after paying " + paid);
    }
  }

  /** Checks that a new payout is called back soon: a consumer without partitions looks healthy. */
  private void verifyFirstCallback(int round, List<String> problems) throws InterruptedException {
    Payout first = new Payout("drill_first_" + round, BigDecimal.ONE, false);
    responses.addSent(first);
    PayoutLoad.send(merchant, responses, first);
    if (responses.with(Response.PAID).contains(first)) {
      awaitCallbacks(List.of(first), FIRST_CALLBACK_LIMIT, problems);
    }
  }

  private void awaitCallbacks(List<Payout> paid, Duration limit, List<String> problems)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    List<Payout> waiting = paid;
    while (!waiting.isEmpty()) {
      waiting = waiting.stream().filter(payout -> callbacks.count(payout.tradeNo()) == 0).toList();
      if (!waiting.isEmpty()) {
        if (Instant.now().isAfter(deadline)) {
          waiting.forEach(
              payout -> problems.add("not called back within " + limit + ": " + payout));
          return;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    merchant.close();
    callbacks.close();
  }

  private String platform() {
    return String.format(
        Locale.ROOT,
        """
        coins: [{ id: 1, code: usdt, decimals: 6, price_usdt: "1" }]
        companies:
          - id: drill
            apps:
              - app_id: %s
                dialect: dragonex
                name: Drill
                admin: merchant@example.com
                callback_url: "%s"
                scopes: [1, 5, 6, 7, 11, 12, 13]
                coins: [usdt]
                keys: [{ access_key: %s, secret_key: %s }]
                resp_check_key: %s
                balances: { coin: { usdt: "%d" }, open: { usdt: "%d" } }
        users:
          - { login: player@example.com, uid: %d, password: berth-demo-1 }
        """,
        Demo.DRAGONEX.appId(),
        callbacks.url(),
        Demo.DRAGONEX.accessKey(),
        Demo.DRAGONEX.secretKey(),
        Demo.DRAGONEX.checkKey(),
        OPENING,
        OPENING,
        PayoutLoad.PLAYER);
  }
}
