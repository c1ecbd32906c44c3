package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ConsoleCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Access;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.api.Permission;
import io.berth.api.app.AccessCommand;
import io.berth.api.app.ManagementCommand;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.api.totals.TotalsRange;
import io.berth.service.caller.CallerTokenProperties;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.CommandClient;
import io.berth.service.command.CommandExecutor;
import io.berth.service.command.ConsoleRequest;
import io.berth.service.json.BerthJson;
import io.berth.service.runtime.ServicesProperties;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.netty.resources.LoopResources;

/** Tests people's permissions through the console, and the console's own without them. */
@BerthServers(kafka = true, shared = true)
class ConsoleIntegrationTests {
  private static final ReadOrderTotals COUNT =
      new ReadOrderTotals(TotalsPeriod.until(TotalsRange.DAY, Instant.EPOCH));

  private static final LoopResources LOOPS = LoopResources.create("test-console", 1, true);

  private final CallerTokens console =
      new CallerTokens(
          new CallerTokenProperties(
              "console",
              Map.of("gateway", TestPlatform.VOUCH_KEY),
              Map.of(),
              Set.of(),
              Map.of(),
              List.of(),
              true),
          Clock.systemUTC());

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
    mayDo(Permission.SIGNED_IN, Permission.MONEY_READ);
  }

  private void mayDo(Permission... permissions) {
    platform.did.answers(
        AccessCommand.ResolveAccess.class,
        new Access(Set.of(permissions), Set.of(Permission.OPERATE_APPS)));
  }

  private static Caller person(Caller.Kind kind, @Nullable Long uid) {
    return Caller.of(kind, "page-1")
        .withUid(uid)
        .withSession(uid == null ? null : "session-1")
        .withAddress("192.0.2.9");
  }

  private Outcome asks(@Nullable String appId, ConsoleCommand command, Caller person) {
    return asks(console, appId, command, person);
  }

  private Outcome asks(
      CallerTokens tokens, @Nullable String appId, ConsoleCommand command, Caller person) {
    ServicesProperties services =
        new ServicesProperties(
            Duration.ofSeconds(10),
            new ServicesProperties.Service(URI.create("http://127.0.0.1:" + gateway.port())),
            null,
            null,
            null,
            null);
    try (CommandClient client = new CommandClient(tokens, services, LOOPS)) {
      return client.forPerson(appId, command, person).block(Duration.ofSeconds(20));
    }
  }

  @Test
  void aCommandIsPassedOnWithThePersonsPermissions() {
    platform.pay.answers(ReadOrderTotals.class, new Outcome.Done());
    assertThat(asks("game", COUNT, person(Caller.Kind.PAGE, 5L))).isEqualTo(new Outcome.Done());
    assertThat(platform.did.lastHeard().command())
        .isEqualTo(new AccessCommand.ResolveAccess(5, "session-1", "game", null));
    var caller = platform.pay.lastHeard().caller();
    assertThat(caller.path("kind").asString()).isEqualTo("CONSOLE");
    assertThat(caller.path("app").asString()).isEqualTo("game");
    assertThat(caller.path("sub").asLong()).isEqualTo(5);
    assertThat(caller.path("rid").asString()).isEqualTo("page-1");
    assertThat(caller.path("prm").toString()).contains("MONEY_READ", "SIGNED_IN");
  }

  @Test
  void theCompanyIsTheOneThatTheCommandIsAbout() {
    mayDo(Permission.COMPANY_READ);
    asks(null, new ReadCompany("acme"), person(Caller.Kind.PAGE, 5L));
    assertThat(platform.did.heard())
        .extracting(ScriptedService.Heard::command)
        .contains(new AccessCommand.ResolveAccess(5, "session-1", null, "acme"));
  }

  @Test
  void withoutThePermissionNothingIsPassedOn() {
    int before = platform.pay.heard().size();
    mayDo(Permission.SIGNED_IN, Permission.APP_READ);
    assertThat(asks("game", COUNT, person(Caller.Kind.PAGE, 5L)))
        .isEqualTo(Refusal.of(ErrorCode.NO_PERMISSION));
    platform.did.answers(
        AccessCommand.ResolveAccess.class, new Access(Set.of(), Set.of(Permission.MONEY_READ)));
    assertThat(asks("game", COUNT, person(Caller.Kind.PAGE, 5L)))
        .isEqualTo(new SecondFactorNeeded());
    platform.did.answers(AccessCommand.ResolveAccess.class, Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(asks("game", COUNT, person(Caller.Kind.PAGE, 5L)))
        .isEqualTo(Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(asks("game", COUNT, person(Caller.Kind.PAGE, null)))
        .isEqualTo(Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(platform.pay.heard()).hasSize(before);
  }

  @Test
  void theConsoleAsksForNothingThatIsNotThePeoples() {
    int before = platform.did.heard().size();
    for (Command command :
        List.of(
            new ManagementCommand.Republish(), new ManagementCommand.PutChannel("1", "x", true))) {
      ConsoleRequest request = new ConsoleRequest(null, command);
      assertThat(executes(BerthJson.mapper().writeValueAsBytes(request)))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }
    // Whatever else it says of somebody: they are on a page, and no operator or server.
    assertThat(asks("game", COUNT, person(Caller.Kind.OPERATOR, 5L)))
        .isEqualTo(Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(platform.did.heard()).hasSize(before);
  }

  @Test
  void aServiceThatCannotBeReachedIsARefusal() {
    mayDo(Permission.APP_READ);
    assertThat(
            asks("game", new DeliveryCommand.ReadCallbackOverview(), person(Caller.Kind.PAGE, 5L)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void nobodyElseIsLetIn() {
    CallerTokens another =
        new CallerTokens(
            new CallerTokenProperties(
                "pay-service",
                Map.of("gateway", TestPlatform.VOUCH_KEY),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(),
                true),
            Clock.systemUTC());
    assertThat(asks(another, "game", COUNT, person(Caller.Kind.PAGE, 5L)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL));
    Caller person = person(Caller.Kind.PAGE, 5L);
    assertThat(statusOfHandshake(console.issue(person, "gateway"))).isEqualTo(101);
    assertThat(statusOfHandshake(another.issue(person, "gateway"))).isNotEqualTo(101);
    assertThat(statusOfHandshake("a.b.c")).isNotEqualTo(101);
  }

  private int statusOfHandshake(String callerToken) {
    String request =
        """
        GET /console/commands HTTP/1.1\r
        Host: localhost\r
        Connection: upgrade\r
        Upgrade: berth-commands\r
        Berth-Caller: %s\r
        \r
        """;
    try (RawConnection connection = new RawConnection(gateway)) {
      return connection.writes(request.formatted(callerToken)).reads().status();
    }
  }

  @Test
  void whatIsNoRequestIsRefusedAndLogged() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger accessLog = (Logger) LoggerFactory.getLogger("io.berth.access");
    accessLog.addAppender(lines);
    for (String body : List.of("", "{}", "[]", "{\"command\":{\"type\":\"Nonsense\"}}")) {
      assertThat(executes(body.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER));
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(List.copyOf(lines.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(line -> line.startsWith("unreadable BAD_PARAMETER in "))
                    .hasSize(4));
    accessLog.detachAppender(lines);
    ReadCompany large = new ReadCompany("x".repeat(1_100_000));
    assertThat(asks(null, large, person(Caller.Kind.PAGE, 5L)))
        .isEqualTo(Refusal.of(ErrorCode.BODY_TOO_LARGE));
  }

  private Outcome executes(byte[] request) {
    return gateway
        .bean(CommandExecutor.class)
        .execute(request, person(Caller.Kind.PAGE, 5L))
        .block(Duration.ofSeconds(20));
  }

  @Test
  void reportsKeyUsesNowAndThen() {
    platform.registers(platform.app("keyuser", "dragonex"));
    try (RunningGateway hasty =
        platform.startGateway(
            Map.of(
                "berth.gateway.key-use-interval", "1s",
                "berth.gateway.trusted-proxies", "127.0.0.1"))) {
      Merchant merchant = new Merchant(hasty, "dragonex", "keyuser").calledFrom("203.0.113.9");
      merchant.posts("/api/v1/pay/callback/redo/", "{\"trade_no\":\"T1\"}");
      merchant.posts("/api/v1/pay/callback/redo/", "{\"trade_no\":\"T1\"}");
      List<AccessCommand.KeyUse> uses =
          Awaitility.await()
              .atMost(TestPlatform.PATIENCE)
              .until(this::reportedUses, reported -> !reported.isEmpty());
      assertThat(uses)
          .singleElement()
          .satisfies(
              use -> {
                assertThat(use.appId()).isEqualTo("keyuser");
                assertThat(use.from()).isEqualTo("203.0.113.9");
              });
    }
  }

  private List<AccessCommand.KeyUse> reportedUses() {
    return platform.did.heard().stream()
        .map(ScriptedService.Heard::command)
        .filter(AccessCommand.ReportKeyUses.class::isInstance)
        .flatMap(report -> ((AccessCommand.ReportKeyUses) report).uses().stream())
        .toList();
  }
}
