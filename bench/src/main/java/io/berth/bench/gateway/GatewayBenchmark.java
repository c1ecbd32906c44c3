package io.berth.bench.gateway;

import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.bench.load.LoadGenerator;
import io.berth.bench.load.Traffic;
import io.berth.bench.plan.Benchmark;
import io.berth.bench.plan.Plan;
import io.berth.bench.process.Child;
import io.berth.bench.process.Jvm;
import io.berth.bench.process.Ready;
import io.berth.bench.process.Worker;
import io.berth.bench.report.Row;
import io.berth.embedded.LocalPorts;
import io.berth.service.json.BerthJson;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures a signed request for balances through the gateway with every feature on. References are
 * a plain proxy of the same framework, and nginx with Lua, which only checks the signature. Load
 * and service share the same cores.
 */
public final class GatewayBenchmark implements Benchmark {

  private static final String PATH = "/api/v1/admin/coin/list/";
  static final Traffic TRAFFIC = new Traffic.SamePost(GatewayPlatform.MERCHANT, PATH, "{}", "usdt");

  @Override
  public List<Row> run(Plan plan, PrintStream out) throws Exception {
    Path directory = Files.createTempDirectory("berth-bench-gateway");
    try (GatewayPlatform platform = new GatewayPlatform(1);
        Worker stub = Worker.start(StubService.class, plan.services());
        LoadGenerator load = new LoadGenerator()) {
      int stubPort = platform.start(stub, balances());
      List<ProxyUnderTest> subjects = new ArrayList<>();
      try {
        subjects.add(platform.gateway(plan.services(), stubPort));
        Optional<Path> nginx = NginxLua.installed();
        if (!plan.quick() || nginx.isEmpty()) {
          subjects.add(plainProxy(plan, stubPort));
        }
        if (nginx.isPresent()) {
          subjects.add(NginxLua.start(nginx.get(), directory, GatewayPlatform.MERCHANT, stubPort));
        } else {
          out.println("nginx+Lua is left out: install nginx and libnginx-mod-http-lua.");
        }
        out.println("Services run with " + String.join(" ", plan.services()));
        return new ProxyRounds(plan, load, TRAFFIC, subjects, out).rows();
      } finally {
        subjects.forEach(ProxyUnderTest::close);
      }
    } finally {
      delete(directory);
    }
  }

  /** An outcome about as long as most endpoints' responses. */
  static String balances() {
    List<BalanceOutcome.Balance> balances = new ArrayList<>();
    int id = 0;
    for (String coin : new String[] {"usdt", "btc", "eth", "cny"}) {
      balances.add(
          new BalanceOutcome.Balance(
              1_000_001, ++id, coin, new BigDecimal("12345.678901"), new BigDecimal("0.5")));
    }
    return BerthJson.mapper()
        .writerFor(Outcome.class)
        .writeValueAsString(new BalanceOutcome.Balances(balances));
  }

  private static ProxyUnderTest plainProxy(Plan plan, int stubPort) throws InterruptedException {
    int port = LocalPorts.free();
    Child process =
        Child.start(
            "plain proxy",
            Jvm.command(
                plan.services(),
                PlainProxy.class.getName(),
                List.of(
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--stub.port=" + stubPort)),
            line -> false);
    Ready.await("http://127.0.0.1:" + port + "/", status -> status == 200, process);
    return new ProxyUnderTest("Spring Cloud Gateway, plain proxy", port, true, process);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
