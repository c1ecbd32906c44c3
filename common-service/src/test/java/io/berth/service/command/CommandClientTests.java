package io.berth.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.CoinReference;
import io.berth.api.user.UserCommand;
import io.berth.service.fixture.FixtureService;
import io.berth.service.json.BerthJson;
import io.berth.service.runtime.ServicesProperties;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

class CommandClientTests {
  private static final LoopResources LOOPS = LoopResources.create("test-commands", 2, true);
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final UserCommand.ReadUser READ = new UserCommand.ReadUser(new Subject.Self());

  @AfterAll
  static void stop() {
    LOOPS.dispose();
  }

  @Test
  void sendsTheCommandWithACallerTokenAndTheRequestId() {
    try (ScriptedService service = ScriptedService.answering(200, "{\"type\":\"Done\"}");
        CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
      expect(client.send(READ, FixtureService.server("request-17")), new Outcome.Done());
      ScriptedService.Asked asked = service.asked.getFirst();
      assertThat(asked.path()).isEqualTo("/commands");
      assertThat(asked.requestId()).isEqualTo("request-17");
      assertThat(BerthJson.mapper().readValue(asked.body(), Command.class)).isEqualTo(READ);
      assertThat(claims(asked))
          .contains("\"aud\":\"did-service\"", "\"kind\":\"SERVER\"", "\"rid\":\"request-17\"");
    }
  }

  @Test
  void sendsPaymentsToPayServiceAndSpeaksForItselfWithPermissions() {
    try (ScriptedService service = ScriptedService.answering(200, "{\"type\":\"Done\"}");
        CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
      Command balances =
          new BalanceCommand.ReadBalances(
              new Subject.Admin(), AccountKind.COIN, new CoinReference.Code("usdt"));
      expect(client.asService(balances, "request-18", "a:b", "c:d"), new Outcome.Done());
      assertThat(claims(service.asked.getFirst()))
          .contains("\"aud\":\"pay-service\"", "\"kind\":\"SERVICE\"", "a:b", "c:d");
    }
  }

  @Test
  void handsRefusalsOn() {
    try (ScriptedService service =
            ScriptedService.answering(
                200, "{\"type\":\"Refusal\",\"code\":\"TOKEN_EXPIRED\",\"detail\":null}");
        CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
      expect(
          client.send(READ, FixtureService.server("request-19")), refusal(ErrorCode.TOKEN_EXPIRED));
    }
  }

  @Test
  void refusesWithTimeoutWhereNoAnswerComesAndSendsOnceOnly() {
    try (ScriptedService service = ScriptedService.silent();
        CommandClient client = client(service.url(), TIMEOUT)) {
      refuses(client, ErrorCode.TIMEOUT);
      assertThat(service.asked).hasSize(1);
    }
    try (ScriptedService service = ScriptedService.stallingAfterHeaders();
        CommandClient client = client(service.url(), TIMEOUT)) {
      refuses(client, ErrorCode.TIMEOUT);
    }
  }

  @Test
  void saysLaterWhereNobodyIsThereOrTheConnectionBreaks() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (CommandClient client =
        client(URI.create("http://127.0.0.1:" + closed), Duration.ofSeconds(10))) {
      refuses(client, ErrorCode.TIMEOUT);
    }
    try (ScriptedService service = ScriptedService.hangingUp();
        CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
      refuses(client, ErrorCode.TIMEOUT);
      assertThat(service.asked).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void refusesWithInternalWhatIsNoOutcome() {
    for (String body : new String[] {"", "{}", "no json", "[]", "{\"type\":\"Unheard\"}"}) {
      try (ScriptedService service = ScriptedService.answering(200, body);
          CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
        refuses(client, ErrorCode.INTERNAL);
      }
    }
    for (int status : new int[] {401, 404, 500}) {
      try (ScriptedService service = ScriptedService.answering(status, "{\"type\":\"Done\"}");
          CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
        refuses(client, ErrorCode.INTERNAL);
      }
    }
  }

  @Test
  void refusesWithInternalAnAnswerWithoutEnd() {
    try (ScriptedService service = ScriptedService.answering(200, " ".repeat(5 << 20));
        CommandClient client = client(service.url(), Duration.ofSeconds(10))) {
      refuses(client, ErrorCode.INTERNAL);
    }
  }

  @Test
  void speaksTlsWithWhomTheJvmTrustsUnderTheirOwnName(@TempDir Path right, @TempDir Path wrong)
      throws Exception {
    SelfSigned known = SelfSigned.of("ip:127.0.0.1", right);
    try (ScriptedService service = ScriptedService.answering("{\"type\":\"Done\"}", known.keys())) {
      URI url = URI.create("https://127.0.0.1:" + service.url().getPort());
      known.trustedWhile(
          () -> {
            try (CommandClient client = client(url, Duration.ofSeconds(10))) {
              expect(client.send(READ, FixtureService.server("request-21")), new Outcome.Done());
            }
          });
      try (CommandClient client = client(url, Duration.ofSeconds(10))) {
        refuses(client, ErrorCode.TIMEOUT);
      }
    }
    SelfSigned another = SelfSigned.of("dns:another.example", wrong);
    try (ScriptedService service =
        ScriptedService.answering("{\"type\":\"Done\"}", another.keys())) {
      URI url = URI.create("https://127.0.0.1:" + service.url().getPort());
      another.trustedWhile(
          () -> {
            try (CommandClient client = client(url, Duration.ofSeconds(10))) {
              refuses(client, ErrorCode.TIMEOUT);
            }
          });
      assertThat(service.asked).isEmpty();
    }
  }

  @Test
  void blocksNoEventLoopAndUsesItsConnectionsAgain() {
    try (ScriptedService service = ScriptedService.answering(200, "{\"type\":\"Done\"}");
        CommandClient client = client(service.url(), Duration.ofSeconds(20))) {
      StepVerifier.create(
              Flux.range(0, 300)
                  .flatMap(i -> client.send(READ, FixtureService.server("request-" + i)), 32)
                  .filter(new Outcome.Done()::equals)
                  .subscribeOn(Schedulers.parallel()))
          .expectNextCount(300)
          .expectComplete()
          .verify(Duration.ofSeconds(30));
    }
  }

  private static CommandClient client(URI url, Duration timeout) {
    ServicesProperties.Service service = new ServicesProperties.Service(url);
    return new CommandClient(
        FixtureService.gateway(),
        new ServicesProperties(timeout, null, service, service, null, null),
        LOOPS);
  }

  private static String claims(ScriptedService.Asked asked) {
    return new String(
        Base64.getUrlDecoder().decode(asked.callerToken().split("\\.")[1]), StandardCharsets.UTF_8);
  }

  private static Outcome refusal(ErrorCode code) {
    return Outcome.Refusal.of(code);
  }

  private static void refuses(CommandClient client, ErrorCode code) {
    StepVerifier.create(client.send(READ, FixtureService.server("request-20")))
        .expectNextMatches(
            outcome -> outcome instanceof Outcome.Refusal refusal && refusal.code() == code)
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
