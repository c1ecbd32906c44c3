package io.berth.bench.command;

import io.berth.bench.callbacks.CallbacksBenchmark;
import io.berth.bench.gateway.DirectoryBenchmark;
import io.berth.bench.gateway.GatewayBenchmark;
import io.berth.bench.ledger.LedgerBenchmark;
import io.berth.bench.payout.PayoutBenchmark;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.signing.SigningBenchmark;
import io.berth.bench.start.StartBenchmark;
import io.berth.bench.tokens.TokensBenchmark;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the benchmarks, in the order of {@code all}. */
public enum Subcommand {
  SIGNING(new SigningBenchmark()),
  GATEWAY(new GatewayBenchmark()),
  DIRECTORY(new DirectoryBenchmark()),
  LEDGER(new LedgerBenchmark()),
  PAYOUT(new PayoutBenchmark()),
  TOKENS(new TokensBenchmark()),
  CALLBACKS(new CallbacksBenchmark()),
  START(new StartBenchmark());

  /** What a quick run measures. */
  public static final List<Subcommand> QUICK = List.of(GATEWAY, LEDGER, PAYOUT, TOKENS, START);

  private final Benchmark benchmark;

  Subcommand(Benchmark benchmark) {
    this.benchmark = benchmark;
  }

  public static Optional<Subcommand> byId(String id) {
    return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
  }

  public static String ids() {
    return Arrays.stream(values()).map(Subcommand::id).collect(Collectors.joining(", "));
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Benchmark benchmark() {
    return benchmark;
  }
}
