package io.berth.bench.signing;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.api.Secret;
import io.berth.dialect.parameter.Parsed;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the gateway's steps for a request of the DragonEx protocol between socket and service.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VerifySteps {

  private static final String PATH = "/api/v1/pay/app2user/do/";
  private static final String KEY = "6b7ef684a6645325ae1505d5636cfb12";
  private static final String SECRET = "2721a56546de5baf9cfc4b5ceb3cc59f";
  private static final Instant NOW = Instant.parse("2025-11-21T07:00:00Z");
  private static final PlatformUrls URLS = new PlatformUrls("http://localhost:8080");

  private final Dialects.RouteMatch payout = match(PATH);
  private final Dialects.RouteMatch balances = match("/api/v1/admin/coin/list/");
  private final App app = app();
  private final ApiRequest request = request();
  private final Caller caller = caller();
  private final Command question =
      new BalanceCommand.ReadBalances(new Subject.Admin(), AccountKind.COIN, null);
  private final Outcome outcome =
      new BalanceOutcome.Balances(
          List.of(
              new BalanceOutcome.Balance(
                  1_000_001, 1, "usdt", new BigDecimal("12345.678901"), BigDecimal.ONE)));

  @Benchmark
  public Authentication verify() {
    return payout.dialect().api().authenticate(request, payout.endpoint(), id -> app, NOW);
  }

  @Benchmark
  public Parsed<Command> readCommand() {
    return payout.endpoint().read(request, caller);
  }

  @Benchmark
  public Map<String, String> writeAndSignResponse() {
    ResponseBody answer = balances.endpoint().write(outcome, question, app, URLS);
    return balances.dialect().api().signatureHeaders(app, answer.body(), NOW);
  }

  private static Dialects.RouteMatch match(String path) {
    return Objects.requireNonNull(Dialects.installed().endpoint("POST", path));
  }

  private static ApiRequest request() {
    byte[] body =
        ("{\"trade_no\":\"order_1\",\"uid\":1000000,\"coin_code\":\"usdt\",\"volume\":\"0.5\","
                + "\"scene\":\"bench\",\"desc\":\"\",\"device\":\"bench\"}")
            .getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("host", List.of("localhost"));
    headers.put("app-id", List.of("benchmark"));
    headers.put("content-type", List.of("application/json"));
    headers.put("content-sha1", List.of(ContentSha1.of(body)));
    headers.put("content-length", List.of(Integer.toString(body.length)));
    headers.put("date", List.of("Fri, 21 Nov 2025 07:00:00 GMT"));
    String signature = HeaderSignature.of("POST", PATH, headers, List.of("dragonex-")).sign(SECRET);
    headers.put("auth", List.of(KEY + ":" + signature));
    return new ApiRequest("POST", PATH, null, headers, body, "127.0.0.1");
  }

  private static Caller caller() {
    return Caller.of(Caller.Kind.SERVER, "0f8fad5bd9cb469fa165708867a2e1f2")
        .withApp("benchmark", "dragonex")
        .withAddress("127.0.0.1");
  }

  private static App app() {
    return new App(
        "benchmark",
        "dragonex",
        new AppProfile(
            1, true, Map.of("en", "App"), new AppCompany("company", true, Map.of("en", "Company"))),
        new AppAccounts(1_000_001, null),
        new AppLinks(List.of(), null, null),
        new AppPolicy(
            Set.of(1, 5, 6, 7),
            Set.of(),
            Set.of("usdt"),
            new BigDecimal("0.01"),
            Map.of(),
            false,
            false),
        new App.Credentials(
            List.of(new App.AccessKey(KEY, new Secret(SECRET), true, List.of())),
            Map.of(),
            Map.of("resp_check_key", new App.RotatingSecret(new Secret("check-key"), null, null))));
  }
}
