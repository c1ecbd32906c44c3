package io.berth.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.user.UserCommand;
import io.berth.service.command.frame.Frames;
import io.berth.service.fixture.FixtureService;
import io.berth.service.json.BerthJson;
import io.berth.service.runtime.ServicesProperties;
import io.berth.service.trace.ServedSpan;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

class CommandClientTests {
  private static final LoopResources LOOPS = LoopResources.create("test-commands", 2, true);
  private static final LoopResources ONE_LOOP = LoopResources.create("test-command", 1, true);
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String DONE = "{\"type\":\"Done\"}";
  private static final UserCommand.ReadUser READ = new UserCommand.ReadUser(new Subject.Self());

  @AfterAll
  static void stop() {
    LOOPS.dispose();
    ONE_LOOP.dispose();
  }

  @Test
  void sendsTheCommandWithItsCallerTokenAndRequestId() {
    try (ScriptedService service = ScriptedService.answering(DONE);
        CommandClient client = client(service.url(), LONG)) {
      expect(client.send(READ, FixtureService.server("request-17")), new Outcome.Done());
      ScriptedService.Received received = service.commands.getFirst();
      assertThat(received.requestId()).isEqualTo("request-17");
      assertThat(BerthJson.mapper().readValue(received.body(), Command.class)).isEqualTo(READ);
      assertThat(claims(received.callerToken()))
          .contains("\"aud\":\"did-service\"", "\"kind\":\"SERVER\"", "\"rid\":\"request-17\"");
      assertThat(service.handshakes.getFirst().uri()).isEqualTo("/commands");
      assertThat(claims(service.handshakes.getFirst().headers().get("Berth-Caller")))
          .contains("\"aud\":\"did-service\"", "\"kind\":\"SERVICE\"");
    }
  }

  @Test
  void namesTheSpanThatACommandIsSentIn() {
    ServedSpan span = new ServedSpan("trace", "00f067aa0ba902b7", null, ServedSpan.Kind.SERVER);
    try (ScriptedService service = ScriptedService.answering(DONE);
        CommandClient client = client(service.url(), LONG)) {
      Mono<Outcome> sent = client.send(READ, FixtureService.server("request-17"));
      expect(sent, new Outcome.Done());
      expect(sent.contextWrite(context -> context.put(ServedSpan.KEY, span)), new Outcome.Done());
      assertThat(claims(service.commands.getFirst().callerToken())).doesNotContain("spn");
      assertThat(claims(service.commands.getLast().callerToken()))
          .contains("\"spn\":\"00f067aa0ba902b7\"");
    }
  }

  @Test
  void sendsPaymentsToPayServiceAndSpeaksForItselfWithPermissions() {
    try (ScriptedService service = ScriptedService.answering(DONE);
        CommandClient client = client(service.url(), LONG)) {
      Command balances =
          new BalanceCommand.ReadBalances(
              new Subject.Admin(), AccountKind.COIN, new CoinReference.Code("usdt"));
      expect(client.asService(balances, "request-18", "a:b", "c:d"), new Outcome.Done());
      assertThat(claims(service.commands.getFirst().callerToken()))
          .contains("\"aud\":\"pay-service\"", "\"kind\":\"SERVICE\"", "a:b", "c:d");
    }
  }

  @Test
  void passesRefusalsOn() {
    try (ScriptedService service =
            ScriptedService.answering(
                "{\"type\":\"Refusal\",\"code\":\"TOKEN_EXPIRED\",\"detail\":null}");
        CommandClient client = client(service.url(), LONG)) {
      expect(
          client.send(READ, FixtureService.server("request-19")), refusal(ErrorCode.TOKEN_EXPIRED));
    }
  }

  @Test
  void takesOutcomesInAnyOrderOnOneConnection() {
    List<ScriptedService.Received> held = new CopyOnWriteArrayList<>();
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> {
                  held.add(command);
                  if (held.size() == 3) {
                    held.reversed()
                        .forEach(
                            each ->
                                connection.answer(
                                    each,
                                    "{\"type\":\"Refusal\",\"code\":\"TIMEOUT\",\"detail\":\"%s\"}"
                                        .formatted(each.requestId())));
                  }
                });
        CommandClient client = client(service.url(), LONG, ONE_LOOP)) {
      List<String> answered =
          Flux.just("request-a", "request-b", "request-c")
              .flatMap(
                  id ->
                      client.send(READ, FixtureService.server(id)).map(CommandClientTests::detail))
              .collectList()
              .block(LONG);
      assertThat(answered).containsExactly("request-c", "request-b", "request-a");
      assertThat(service.opened).hasValue(1);
    }
  }

  @Test
  void endsTheWaitAtTheDeadlineAndKeepsTheConnection() {
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> {
                  if (!command.requestId().equals("request-slow")) {
                    connection.answer(command, DONE);
                  }
                });
        CommandClient client = client(service.url(), TIMEOUT, ONE_LOOP)) {
      refuses(client, FixtureService.server("request-slow"), ErrorCode.TIMEOUT);
      expect(client.send(READ, FixtureService.server("request-fast")), new Outcome.Done());
      assertThat(service.opened).hasValue(1);
      assertThat(service.commands).hasSize(2);
      await()
          .untilAsserted(
              () ->
                  assertThat(service.cancelled).containsExactly(service.commands.getFirst().id()));
    }
  }

  @Test
  void refusesWithTimeoutWhereTheHandshakeGetsNoResponse() {
    try (ScriptedService service = ScriptedService.refusing(0);
        CommandClient client = client(service.url(), TIMEOUT)) {
      refuses(client, ErrorCode.TIMEOUT);
    }
  }

  @Test
  void saysTimeoutWhereNobodyIsThereOrTheConnectionBreaks() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (CommandClient client = client(URI.create("http://127.0.0.1:" + closed), LONG)) {
      refuses(client, ErrorCode.TIMEOUT);
    }
    try (ScriptedService service =
            ScriptedService.running((connection, command) -> connection.hangUp());
        CommandClient client = client(service.url(), LONG)) {
      refuses(client, ErrorCode.TIMEOUT);
      assertThat(service.commands).hasSize(1);
    }
  }

  /** A change that may have been carried out must not be refused as if it were not. */
  @Test
  void doesNotKnowTheOutcomeOfAnOrderChangeThatWasSent() {
    Command change = new PaymentCommand.RedoCallback(new OrderReference.TradeNo("T1"));
    try (ScriptedService service =
            ScriptedService.running((connection, command) -> connection.hangUp());
        CommandClient client = client(service.url(), LONG)) {
      expectRefusal(
          client.send(change, FixtureService.server("request-sent")), ErrorCode.OUTCOME_UNKNOWN);
    }
    try (ScriptedService service = ScriptedService.refusing(503);
        CommandClient client = client(service.url(), LONG)) {
      expectRefusal(client.send(change, FixtureService.server("not-sent")), ErrorCode.TIMEOUT);
    }
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> connection.write(Frames.REJECTED, command.id(), ""));
        CommandClient client = client(service.url(), LONG)) {
      expectRefusal(
          client.send(change, FixtureService.server("request-rejected")), ErrorCode.INTERNAL);
    }
  }

  @Test
  void refusesWithInternalWhatIsNoOutcome() {
    for (String body : new String[] {"", "{}", "no json", "[]", "{\"type\":\"Unheard\"}"}) {
      try (ScriptedService service = ScriptedService.answering(body);
          CommandClient client = client(service.url(), LONG)) {
        refuses(client, ErrorCode.INTERNAL);
      }
    }
    for (int status : new int[] {200, 401, 404, 500}) {
      try (ScriptedService service = ScriptedService.refusing(status);
          CommandClient client = client(service.url(), LONG)) {
        refuses(client, ErrorCode.INTERNAL);
      }
    }
    try (ScriptedService service = ScriptedService.refusing(503);
        CommandClient client = client(service.url(), LONG)) {
      refuses(client, ErrorCode.TIMEOUT);
    }
  }

  @Test
  void refusesWithInternalACommandWhoseCallerTokenIsRejected() {
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> connection.write(Frames.REJECTED, command.id(), ""));
        CommandClient client = client(service.url(), LONG)) {
      refuses(client, ErrorCode.INTERNAL);
    }
  }

  @Test
  void skipsAnOutcomeThatIsTooLargeAndGoesOn() {
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) ->
                    connection.answer(
                        command,
                        command.requestId().equals("request-large") ? " ".repeat(5 << 20) : DONE));
        CommandClient client = client(service.url(), LONG, ONE_LOOP)) {
      refuses(client, FixtureService.server("request-large"), ErrorCode.INTERNAL);
      expect(client.send(READ, FixtureService.server("request-small")), new Outcome.Done());
      assertThat(service.opened).hasValue(1);
    }
  }

  @Test
  void oneCallersSlowCommandsLeaveRoomForOthers() {
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> {
                  if (command.requestId().equals("request-other")) {
                    connection.answer(command, DONE);
                  }
                });
        CommandClient client = client(service.url(), LONG, ONE_LOOP)) {
      List<Outcome> outcomes = new CopyOnWriteArrayList<>();
      List<Disposable> waits = new ArrayList<>();
      for (int i = 0; i < 2100; i++) {
        waits.add(client.send(READ, FixtureService.server("request-slow"), outcomes::add));
      }
      await().untilAsserted(() -> assertThat(outcomes).hasSize(2100 - 2048));
      assertThat(outcomes).allMatch(outcome -> code(outcome) == ErrorCode.TOO_FREQUENT);
      expect(client.send(READ, ofAnotherApp("request-other")), new Outcome.Done());
      waits.forEach(Disposable::dispose);
      await().untilAsserted(() -> assertThat(service.cancelled).hasSize(2048));
      expect(client.send(READ, FixtureService.server("request-other")), new Outcome.Done());
    }
  }

  @Test
  void goesToAnotherConnectionWhenTheServiceStopsThisOne() {
    List<ScriptedService.Received> first = new CopyOnWriteArrayList<>();
    List<ScriptedService.Connection> firstConnection = new CopyOnWriteArrayList<>();
    try (ScriptedService service =
            ScriptedService.running(
                (connection, command) -> {
                  if (first.isEmpty()) {
                    first.add(command);
                    firstConnection.add(connection);
                    connection.write(Frames.GOAWAY, 0, "");
                  } else {
                    connection.answer(command, DONE);
                    firstConnection.getFirst().answer(first.getFirst(), DONE);
                  }
                });
        CommandClient client = client(service.url(), LONG, ONE_LOOP)) {
      Mono<Outcome> slow = client.send(READ, FixtureService.server("request-slow")).cache();
      slow.subscribe();
      await().untilAsserted(() -> assertThat(first).hasSize(1));
      await()
          .untilAsserted(
              () -> {
                expect(
                    client.send(READ, FixtureService.server("request-next")), new Outcome.Done());
                assertThat(service.opened).hasValue(2);
              });
      expect(slow, new Outcome.Done());
    }
  }

  /** An instance that is gone is skipped, and one that is added is found. */
  @Test
  void allInstancesBehindANameTakeTurns() {
    List<String> behind = new CopyOnWriteArrayList<>(List.of("127.0.0.1", "127.0.0.9"));
    try (ScriptedService one = ScriptedService.answering(DONE);
        ScriptedService another =
            ScriptedService.answering(DONE, new InetSocketAddress("127.0.0.2", one.port()));
        CommandClient client =
            client(
                URI.create("http://service.example:" + one.port()),
                LONG,
                ONE_LOOP,
                () -> new Names(behind))) {
      for (int i = 0; i < 20; i++) {
        expect(client.send(READ, FixtureService.server("request-22")), new Outcome.Done());
      }
      assertThat(one.commands).hasSize(20);
      behind.add("127.0.0.2");
      await()
          .untilAsserted(
              () -> {
                expect(client.send(READ, FixtureService.server("request-23")), new Outcome.Done());
                assertThat(another.commands).isNotEmpty();
              });
      behind.remove("127.0.0.1");
      int before = another.commands.size();
      await()
          .untilAsserted(
              () -> {
                int ofOne = one.commands.size();
                expect(client.send(READ, FixtureService.server("request-24")), new Outcome.Done());
                assertThat(one.commands).hasSize(ofOne);
                assertThat(another.commands).hasSizeGreaterThan(before + 20);
              });
    }
  }

  /** Resolves every name to the same addresses. */
  private static final class Names extends AddressResolverGroup<InetSocketAddress> {
    private final List<String> addresses;

    Names(List<String> addresses) {
      this.addresses = addresses;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
          promise.setFailure(new UnsupportedOperationException());
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
          promise.setSuccess(addresses.stream().map(InetAddress::ofLiteral).toList());
        }
      }.asAddressResolver();
    }
  }

  @Test
  void triesAnotherConnectionWhereOneBreaksBeforeItIsOpen() {
    try (ScriptedService service = ScriptedService.answering(DONE).losingFirst(2);
        CommandClient client = client(service.url(), LONG, ONE_LOOP)) {
      expect(client.send(READ, FixtureService.server("request-next")), new Outcome.Done());
      assertThat(service.opened).hasValue(3);
    }
  }

  @Test
  void givesUpAConnectionThatShowsNoSignOfLife() {
    try (ScriptedService service =
            ScriptedService.running((connection, command) -> {}).withoutPong();
        CommandClient client = client(service.url(), TIMEOUT, ONE_LOOP)) {
      refuses(client, ErrorCode.TIMEOUT);
      await()
          .untilAsserted(
              () -> {
                refuses(client, ErrorCode.TIMEOUT);
                assertThat(service.opened).hasValueGreaterThan(1);
              });
    }
  }

  @Test
  void speaksTlsWithWhomTheJvmTrustsUnderTheirOwnName(@TempDir Path right, @TempDir Path wrong)
      throws Exception {
    SelfSigned known = SelfSigned.of("ip:127.0.0.1", right);
    try (ScriptedService service = ScriptedService.answering(DONE, known.keys())) {
      URI url = URI.create("https://127.0.0.1:" + service.port());
      known.trustedWhile(
          () -> {
            try (CommandClient client = client(url, LONG)) {
              expect(client.send(READ, FixtureService.server("request-21")), new Outcome.Done());
            }
          });
      try (CommandClient client = client(url, LONG)) {
        refuses(client, ErrorCode.TIMEOUT);
      }
    }
    SelfSigned another = SelfSigned.of("dns:another.example", wrong);
    try (ScriptedService service = ScriptedService.answering(DONE, another.keys())) {
      URI url = URI.create("https://127.0.0.1:" + service.port());
      another.trustedWhile(
          () -> {
            try (CommandClient client = client(url, LONG)) {
              refuses(client, ErrorCode.TIMEOUT);
            }
          });
      assertThat(service.commands).isEmpty();
    }
  }

  @Test
  void blocksNoEventLoopAndNeedsOneConnectionForEach() {
    try (ScriptedService service = ScriptedService.answering(DONE);
        CommandClient client = client(service.url(), Duration.ofSeconds(20))) {
      StepVerifier.create(
              Flux.range(0, 300)
                  .flatMap(i -> client.send(READ, FixtureService.server("request-" + i)), 32)
                  .filter(new Outcome.Done()::equals)
                  .subscribeOn(Schedulers.parallel()))
          .expectNextCount(300)
          .expectComplete()
          .verify(Duration.ofSeconds(30));
      assertThat(service.opened).hasValueLessThanOrEqualTo(2);
    }
  }

  private static CommandClient client(URI url, Duration timeout) {
    return client(url, timeout, LOOPS);
  }

  private static CommandClient client(URI url, Duration timeout, LoopResources loops) {
    return new CommandClient(FixtureService.gateway(), services(url, timeout), loops);
  }

  private static CommandClient client(
      URI url,
      Duration timeout,
      LoopResources loops,
      Supplier<AddressResolverGroup<InetSocketAddress>> names) {
    return new CommandClient(
        FixtureService.gateway(), services(url, timeout), loops, names, Duration.ofMillis(1));
  }

  private static ServicesProperties services(URI url, Duration timeout) {
    ServicesProperties.Service service = new ServicesProperties.Service(url);
    return new ServicesProperties(timeout, null, service, service, null, null);
  }

  private static Caller ofAnotherApp(String requestId) {
    return Caller.of(Caller.Kind.SERVER, requestId).withApp("anotherapp", "dragonex");
  }

  private static String claims(String callerToken) {
    return new String(
        Base64.getUrlDecoder().decode(callerToken.split("\\.")[1]), StandardCharsets.UTF_8);
  }

  private static Outcome refusal(ErrorCode code) {
    return Outcome.Refusal.of(code);
  }

  private static ErrorCode code(Outcome outcome) {
    return ((Outcome.Refusal) outcome).code();
  }

  private static String detail(Outcome outcome) {
    return String.valueOf(((Outcome.Refusal) outcome).detail());
  }

  private static void refuses(CommandClient client, ErrorCode code) {
    refuses(client, FixtureService.server("request-20"), code);
  }

  private static void refuses(CommandClient client, Caller caller, ErrorCode code) {
    expectRefusal(client.send(READ, caller), code);
  }

  private static void expectRefusal(Mono<Outcome> outcome, ErrorCode code) {
    StepVerifier.create(outcome)
        .expectNextMatches(
            result -> result instanceof Outcome.Refusal refusal && refusal.code() == code)
        .expectComplete()
        .verify(Duration.ofSeconds(5));
  }

  private static void expect(Mono<Outcome> outcome, Outcome expected) {
    StepVerifier.create(outcome)
        .expectNext(expected)
        .expectComplete()
        .verify(Duration.ofSeconds(20));
  }
}
