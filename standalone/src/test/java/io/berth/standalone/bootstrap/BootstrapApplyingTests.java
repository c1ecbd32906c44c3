package io.berth.standalone.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.CheckApp;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.app.ManagementCommand.ReserveUids;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.api.user.UserOutcome;
import io.berth.service.json.BerthJson;
import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a scripted gateway. */
class BootstrapApplyingTests {

  private static final String TOKEN = "operator";
  private static final String FILE =
      """
      coins: [{ id: 1, code: usdt, decimals: 6 }]
      companies:
        - id: company
          apps:
            - { app_id: game, dialect: dragonex, admin: admin@b, coins: [usdt], reconciliation: { url: "https://books.example/", at: "03:30" }, balances: { coin: { usdt: 5 } } }
      users:
        - { login: any@b, friends: [fixed@b], balances: { open: { usdt: "1.5" } } }
        - { login: fixed@b, uid: 1000007 }
      """;

  @TempDir Path directory;
  private final List<Command> received = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private volatile int failures;

  @BeforeEach
  void listen() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/operator/commands", this::answer);
    gateway.start();
  }

  @AfterEach
  void end() {
    gateway.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!known) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Command command =
          BerthJson.mapper().readValue(exchange.getRequestBody().readAllBytes(), Command.class);
      received.add(command);
      if (failures > 0) {
        failures--;
        fail(exchange);
        return;
      }
      byte[] outcome =
          BerthJson.mapper().writerFor(Outcome.class).writeValueAsBytes(outcome(command));
      exchange.sendResponseHeaders(200, outcome.length);
      exchange.getResponseBody().write(outcome);
    }
  }

  /** One way after another in which a busy suite fails. */
  private void fail(HttpExchange exchange) throws IOException {
    switch (failures % 3) {
      case 0 -> exchange.sendResponseHeaders(503, -1);
      case 1 -> throw new IOException("the connection ends without an answer");
      default -> {
        byte[] later =
            BerthJson.mapper()
                .writerFor(Outcome.class)
                .writeValueAsBytes(Outcome.Refusal.of(ErrorCode.TIMEOUT, "did not answer"));
        exchange.sendResponseHeaders(200, later.length);
        exchange.getResponseBody().write(later);
      }
    }
  }

  private static Outcome outcome(Command command) {
    return switch (command) {
      case PutUser user when user.login().startsWith("refused") ->
          Outcome.Refusal.of(ErrorCode.LOGIN_MALFORMED, "so it is");
      case PutUser user -> identity(user.login().startsWith("fixed") ? 1_000_007 : 1_000_050);
      case CheckApp(PutApp app) when app.keys() == null && app.appId().equals("lacking") ->
          Outcome.Refusal.of(ErrorCode.BAD_PARAMETER, "keys: required");
      case PutApp app when app.appId().equals("waiting") ->
          new ChangeOutcome.ChangeWaiting(12, 1_000_098L, null);
      case PutCoin coin when coin.code().equals("gold") ->
          new ChangeOutcome.ChangeWaiting(13, null, Instant.parse("2026-11-30T08:00:00Z"));
      case PutApp _ -> identity(1_000_099);
      default -> new Outcome.Done();
    };
  }

  private static Outcome identity(long uid) {
    return new UserOutcome.Identity("", uid, null, null, Set.of());
  }

  private BootstrapClient client(String token) {
    return new BootstrapClient("http://127.0.0.1:" + gateway.getAddress().getPort() + "/", token);
  }

  private Bootstrap bootstrap(String yaml) throws IOException {
    return Bootstrap.read(List.of(Files.writeString(directory.resolve("file.yaml"), yaml)));
  }

  @Test
  void sendsCommandsInTheOrderInWhichTheyNeedEachOther() throws IOException {
    try (BootstrapClient client = client(TOKEN)) {
      assertThat(bootstrap(FILE).apply(client, lines::add)).isEqualTo(10);
    }
    assertThat(received)
        .extracting(command -> command.getClass().getSimpleName())
        .containsExactly(
            "CheckApp",
            "PutCoin",
            "PutCompany",
            "ReserveUids",
            "PutUser",
            "PutUser",
            "PutApp",
            "PutReconciliation",
            "PutUser",
            "GiveOpeningBalance",
            "GiveOpeningBalance");
    assertThat(received)
        .contains(
            new PutReconciliation("game", "https://books.example/", null, LocalTime.of(3, 30)));
    assertThat(received.get(4)).isInstanceOf(PutUser.class);
    assertThat(((PutUser) received.get(4)).uid()).isEqualTo(1_000_007L);
    assertThat(((PutUser) received.get(8)).friends()).containsExactly("fixed@b");
  }

  @Test
  void givesBalancesToTheUidsThatWereAssignedUnderReferencesThatNeverChange() throws IOException {
    try (BootstrapClient client = client(TOKEN)) {
      bootstrap(FILE).apply(client, lines::add);
    }
    assertThat(received)
        .filteredOn(GiveOpeningBalance.class::isInstance)
        .extracting(command -> (GiveOpeningBalance) command)
        .satisfiesExactly(
            user -> {
              assertThat(user.reference()).isEqualTo("bootstrap/any@b/open/usdt");
              assertThat(user.uid()).isEqualTo(1_000_050);
              assertThat(user.amount()).isEqualByComparingTo("1.5");
            },
            app -> {
              assertThat(app.reference()).isEqualTo("bootstrap/game/coin/usdt");
              assertThat(app.uid()).isEqualTo(1_000_099);
            });
  }

  @Test
  void whatWaitsForAnOperatorIsSaidAndTheRestIsDone() throws IOException {
    Bootstrap bootstrap =
        bootstrap(
            """
            coins: [{ id: 2, code: gold, decimals: 6, price_usdt: "9" }]
            companies:
              - id: company
                apps:
                  - { app_id: waiting, dialect: dragonex, admin: admin@b, coins: [gold], balances: { coin: { gold: 5 } } }
            """);
    List<String> notes = new ArrayList<>();
    try (BootstrapClient client = client(TOKEN)) {
      bootstrap.apply(client, notes::add);
    }
    assertThat(notes)
        .satisfiesExactly(
            coin ->
                assertThat(coin)
                    .contains(
                        "file.yaml:1: coin gold: a part waits for an operator (change 13)",
                        "until 2026-11-30T08:00:00Z"),
            app ->
                assertThat(app)
                    .contains("app waiting: a part waits for an operator (change 12)")
                    .doesNotContain("until"));
    assertThat(received).last().isInstanceOf(GiveOpeningBalance.class);
    assertThat(((GiveOpeningBalance) received.getLast()).uid()).isEqualTo(1_000_098);
  }

  @Test
  void theRateOfACoinIsSetAfterTheCoin() throws IOException {
    Bootstrap bootstrap =
        bootstrap(
            "coins: [{ id: 1, code: usdt, decimals: 6, bank_currency: EUR, bank_rate: \"1.1\" }]\n");
    try (BootstrapClient client = client(TOKEN)) {
      bootstrap.apply(client, lines::add);
    }
    assertThat(received)
        .containsExactly(
            new PutCoin(1, "usdt", 6, null, null),
            new PutBankRate("usdt", "EUR", new BigDecimal("1.1")));
  }

  @Test
  void aRefusalNamesThePlaceInTheFile() throws IOException {
    Bootstrap bootstrap = bootstrap("users:\n  - { login: refused@b }\n");
    try (BootstrapClient client = client(TOKEN)) {
      assertThatThrownBy(() -> bootstrap.apply(client, lines::add))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("file.yaml:2: user refused@b was refused: LOGIN_MALFORMED");
    }
  }

  @Test
  void anAppThatThePlatformWouldRefuseIsNamedBeforeAnythingIsApplied() throws IOException {
    Bootstrap bootstrap =
        bootstrap(
            """
            coins: [{ id: 1, code: usdt, decimals: 6 }]
            companies:
              - id: company
                apps:
                  - { app_id: whole, dialect: dragonex, admin: admin@b }
                  - app_id: lacking
                    dialect: dragonex
                    admin: admin@b
            """);
    try (BootstrapClient client = client(TOKEN)) {
      assertThatThrownBy(() -> bootstrap.apply(client, lines::add))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Nothing was applied: ")
          .hasMessageContaining("file.yaml:6: companies[0].apps[1].keys ")
          .hasMessageContaining("required");
    }
    assertThat(received).hasOnlyElementsOfType(CheckApp.class);
  }

  @Test
  void anUnknownTokenIsOneLine() throws IOException {
    Bootstrap bootstrap = bootstrap(FILE);
    try (BootstrapClient client = client("other")) {
      assertThatThrownBy(() -> bootstrap.apply(client, lines::add))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("does not accept this operator token");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void repeatsWhatTimedOut() throws IOException {
    failures = 5;
    try (BootstrapClient client = client(TOKEN)) {
      assertThat(bootstrap(FILE).apply(client)).isEqualTo(10);
    }
    assertThat(received).hasSize(11 + 5);
  }

  @Test
  void reportsTheProblemWhenRetriesDoNotHelp() throws IOException {
    failures = Integer.MAX_VALUE;
    Bootstrap bootstrap = bootstrap(FILE);
    try (BootstrapClient client =
        new BootstrapClient(
            "http://127.0.0.1:" + gateway.getAddress().getPort(), TOKEN, Duration.ofMillis(10))) {
      assertThatThrownBy(() -> bootstrap.apply(client)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void aGatewayThatIsNotThereIsOneLine() throws IOException {
    Bootstrap bootstrap = bootstrap(FILE);
    BootstrapClient client = client(TOKEN);
    gateway.stop(0);
    try (client) {
      assertThatThrownBy(() -> bootstrap.apply(client, lines::add))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void oneAdminOfSeveralAppsGetsALineWithEachAppsAccountAndUidsAreReservedFirst()
      throws IOException {
    Bootstrap bootstrap =
        bootstrap(
            """
            companies:
              - id: company
                apps:
                  - { app_id: one, dialect: dragonex, admin: admin@b, account_uid: 1000900 }
                  - { app_id: two, dialect: dragonex, admin: admin@b }
                  - { app_id: three, dialect: dragonex, admin: other@b }
                  - { app_id: com.four_4, dialect: fomo, admin: other@c, payout_password: secret }
            users:
              - { login: any@b, uid: 1000007 }
            """);
    try (BootstrapClient client = client(TOKEN)) {
      bootstrap.apply(client, lines::add);
    }
    assertThat(lines).containsExactly("app one: account 1000099", "app two: account 1000099");
    assertThat(received)
        .filteredOn(ReserveUids.class::isInstance)
        .containsExactly(new ReserveUids(List.of(1_000_007L, 1_000_900L)));
    assertThat(received.indexOf(new ReserveUids(List.of(1_000_007L, 1_000_900L))))
        .isLessThan(
            received.indexOf(
                received.stream().filter(PutUser.class::isInstance).findFirst().get()));
    assertThat(received)
        .filteredOn(PutApp.class::isInstance)
        .extracting(put -> ((PutApp) put).payoutPassword())
        .containsExactly(null, null, null, "secret");
  }
}
