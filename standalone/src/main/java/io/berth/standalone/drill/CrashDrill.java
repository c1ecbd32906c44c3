package io.berth.standalone.drill;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.drill.AcknowledgedOrders.Answered;
import io.berth.standalone.drill.AcknowledgedOrders.Payout;
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
import java.util.random.RandomGenerator;

/**
 * Kills a whole suite at random moments while a merchant pays out, starts it again, and compares
 * what the merchant was told with orders, balances, entries and callbacks. What was acknowledged
 * must be there, once.
 */
public final class CrashDrill implements AutoCloseable {

  /** Of a payout right after a start: as long as it takes while nothing has to be made up for. */
  private static final Duration FIRST_CALLBACK_LIMIT = Duration.ofSeconds(20);

  private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int OPENING = 10_000;
  private static final String BOOTSTRAP = "drill.yaml";

  /** A callback that was under way is sent again when its lease is over: a minute is long here. */
  private static final List<String> FLAGS =
      List.of("-Dberth.callback.lease=16s", "-Dberth.callback.request.total=8s");

  private final int port;
  private final Path folder;
  private final Path data;
  private final PrintStream out;
  private final MerchantClient merchant;
  private final CallbackReceiver callbacks;
  private final AcknowledgedOrders promises = new AcknowledgedOrders();

  /**
   * @param folder keeps the suite's data, in {@code data}
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

  /** Returns 0 when nothing was lost or doubled in any round, else 1. */
  public static int run(int rounds, int port, PrintStream out) throws InterruptedException {
    // No ephemeral one: between a kill and the next start somebody else would clear it away.
    try (CrashDrill drill = new CrashDrill(port, Files.createTempDirectory("berth-drill-"), out)) {
      return drill.run(rounds) ? 0 : 1;
    } catch (IOException e) {
      throw new UserError("The drill cannot work: " + e.getMessage());
    }
  }

  private boolean run(int rounds) throws IOException, InterruptedException {
    RandomGenerator random = RandomGenerator.getDefault();
    boolean fine = true;
    for (int round = 1; round <= rounds; round++) {
      try (SuiteProcess suite = start()) {
        fine &= round == 1 || agrees(round - 1);
        strike(suite, round, Duration.ofMillis(random.nextInt(300, 6_000)));
      }
    }
    try (SuiteProcess suite = start()) {
      fine &= agrees(rounds);
      suite.stop();
    }
    if (fine) {
      DataDirectory.discard(data);
      Files.delete(folder.resolve(BOOTSTRAP));
      Files.delete(folder);
    } else {
      out.println("The data of this drill stay in " + data);
    }
    return fine;
  }

  /** A suite that is ready. */
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

  /** Kills a suite after so much of a merchant's load. */
  public void strike(SuiteProcess suite, int round, Duration load) throws InterruptedException {
    PayoutLoad payouts = new PayoutLoad(merchant, promises, round);
    Thread.sleep(load);
    // Every other time PostgreSQL survives its parent, as it does when only the JVM is killed.
    suite.kill(round % 2 == 0);
    payouts.stop();
  }

  /** Whether a suite that was started again knows all that the merchant was told; says so. */
  public boolean agrees(int round) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    callsBackAtOnce(round, problems);
    List<Payout> open = promises.with(Answered.NOTHING);
    for (Payout payout : open) {
      PayoutLoad.send(merchant, promises, payout);
      Thread.sleep(Duration.ofMillis(10));
    }
    List<Payout> paid = promises.with(Answered.PAID);
    DrillDatabase accounts = new DrillDatabase(SuiteControl.postgres(data), Demo.DRAGONEX.appId());
    problems.addAll(accounts.problems(paid));
    for (boolean kind : new boolean[] {false, true}) {
      compare(kind, accounts, problems);
    }
    for (Payout payout : promises.with(Answered.NOTHING)) {
      problems.add("still without an answer: " + payout);
    }
    awaitCallbacks(paid, CALLBACK_LIMIT, problems);
    out.println(
        String.format(
            Locale.ROOT,
            "round %d: %d payouts acknowledged, %d sent again, %s",
            round,
            paid.size(),
            open.size(),
            problems.isEmpty() ? "all agrees" : problems.size() + " PROBLEMS"));
    problems.stream().limit(20).forEach(problem -> out.println("  " + problem));
    out.flush();
    return problems.isEmpty();
  }

  /** The merchant's balance, its orders and what it was told are three ways to the same number. */
  private void compare(boolean open, DrillDatabase accounts, List<String> problems) {
    String what = open ? "open" : "coin";
    BigDecimal told = promises.paid(open);
    BigDecimal ordered = accounts.paidOut(open);
    SignedResponse answer =
        merchant.post(
            open ? "/api/v1/open/admin/coin/detail/" : "/api/v1/admin/coin/detail/",
            Map.of("coin_code", "usdt"));
    BigDecimal left = new BigDecimal(answer.text("total"));
    if (told.compareTo(ordered) != 0) {
      problems.add(what + ": told " + told + ", orders say " + ordered);
    }
    if (left.add(told).compareTo(BigDecimal.valueOf(OPENING)) != 0) {
      problems.add(what + ": " + left + " are left of " + OPENING + " after paying " + told);
    }
  }

  /** A consumer that is in its group and gets nothing to read looks as if all were well. */
  private void callsBackAtOnce(int round, List<String> problems) throws InterruptedException {
    Payout first = new Payout("drill_first_" + round, BigDecimal.ONE, false);
    promises.sending(first);
    PayoutLoad.send(merchant, promises, first);
    if (promises.with(Answered.PAID).contains(first)) {
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
