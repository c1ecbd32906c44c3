package io.berth.bench.tokens;

import io.berth.bench.load.LoadGenerator;
import io.berth.bench.load.LoadResult;
import io.berth.bench.load.Phase;
import io.berth.bench.load.Traffic;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.report.Spread;
import io.berth.bench.suite.BenchSuite;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures token requests through gateway and did-service, signed, rotated and durable. The
 * reference is Keycloak 26.7.3, measured in the lab on such a machine, not in this run.
 */
public final class TokensBenchmark implements Benchmark {

  private static final double KEYCLOAK_REFRESHES = 786;
  private static final double KEYCLOAK_PASSWORDS = 30;
  private static final double GOAL = 3;
  private static final String LAB = " (reference: Keycloak, from the lab)";

  /** The number of connections in the measurement of Keycloak. */
  private static final int CONNECTIONS = 32;

  private static final int LOGINS = 1_000;
  private static final int SMOKE_LOGINS = 40;
  private static final int SECONDS_AT_MOST = 60;

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    return plan.suites().with(false, out, suite -> measure(plan, suite, out));
  }

  private static List<Row> measure(Plan plan, BenchSuite suite, PrintStream out) throws Exception {
    try (PlayerConsents consents = new PlayerConsents(suite.origin());
        LoadGenerator load = new LoadGenerator()) {
      List<Row> rows = new ArrayList<>();
      rows.addAll(refreshTokens(plan, suite, consents, load, out));
      if (!plan.quick()) {
        rows.add(logins(plan, suite, consents, load, out));
        rows.add(signIns(plan, consents, out));
      }
      return rows;
    }
  }

  private static List<Row> refreshTokens(
      Plan plan, BenchSuite suite, PlayerConsents consents, LoadGenerator load, PrintStream out)
      throws InterruptedException {
    int connections = plan.connections(CONNECTIONS);
    load.run(
            Phase.closed(
                suite.port(),
                refreshes(suite, consents, connections),
                connections,
                plan.longWarmUpSeconds()))
        .orFail("refresh");
    List<Double> ceilings = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      LoadResult result =
          load.run(
                  Phase.closed(
                      suite.port(),
                      refreshes(suite, consents, connections),
                      connections,
                      plan.seconds()))
              .orFail("refresh");
      out.printf(
          Locale.ROOT, "refresh: %.0f/s, p99 %.1f ms%n", result.perSecond(), result.p99Millis());
      ceilings.add(result.perSecond());
    }
    Spread ceiling = Spread.of(ceilings);
    Row throughput =
        Row.of("refresh of tokens, rotated and durable" + LAB, "refreshes/s", ceiling)
            .beside(Spread.of(KEYCLOAK_REFRESHES))
            .withGoal(new Goal.TimesReference(GOAL));
    if (plan.quick()) {
      return List.of(throughput);
    }
    double rate = ceiling.median() / 2;
    List<LoadResult> atHalf = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      atHalf.add(
          load.run(
                  new Phase(
                      suite.port(),
                      refreshes(suite, consents, connections),
                      connections,
                      rate,
                      plan.seconds()))
              .orFail("refresh"));
    }
    String atRate = String.format(Locale.ROOT, "refresh of tokens, at %,.0f/s", rate);
    return List.of(
        throughput,
        Row.of(atRate, "p50 ms", Spread.of(atHalf.stream().map(LoadResult::p50Millis).toList())),
        Row.of(atRate, "p99 ms", Spread.of(atHalf.stream().map(LoadResult::p99Millis).toList())));
  }

  private static Traffic refreshes(BenchSuite suite, PlayerConsents consents, int connections)
      throws InterruptedException {
    return new Traffic.Refreshes(InitialTokens.tokens(suite.origin(), consents.codes(connections)));
  }

  private static Row logins(
      Plan plan, BenchSuite suite, PlayerConsents consents, LoadGenerator load, PrintStream out)
      throws InterruptedException {
    List<Double> perSecond = new ArrayList<>();
    // The first round is the warm-up.
    for (int round = 0; round <= plan.rounds(); round++) {
      Traffic traffic =
          new Traffic.Logins(
              consents.codes(plan.either(LOGINS, SMOKE_LOGINS)),
              PlayerConsents.SCOPES,
              PlayerConsents.STATE,
              PlayerConsents.DEVICE);
      LoadResult result =
          load.run(
                  Phase.closed(
                      suite.port(), traffic, plan.connections(CONNECTIONS), SECONDS_AT_MOST))
              .orFail("log in");
      out.printf(
          Locale.ROOT, "log in: %.0f/s, p99 %.1f ms%n", result.perSecond(), result.p99Millis());
      perSecond.add(result.perSecond());
    }
    return Row.of(
        "log in: a code for tokens", "logins/s", Spread.of(perSecond.subList(1, perSecond.size())));
  }

  private static Row signIns(Plan plan, PlayerConsents consents, PrintStream out)
      throws InterruptedException {
    List<Double> perSecond = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      perSecond.add(consents.signInsPerSecond(plan.seconds()));
    }
    Spread spread = Spread.of(perSecond);
    out.println("sign in with a password: " + spread + "/s");
    return Row.of("sign in with a password, and consent, on pages" + LAB, "sign-ins/s", spread)
        .beside(Spread.of(KEYCLOAK_PASSWORDS));
  }
}
