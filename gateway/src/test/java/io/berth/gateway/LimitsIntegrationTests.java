package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.order.PaymentCommand;
import io.berth.gateway.Merchant.Answer;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the responses to callers who ask too often. */
@BerthServers(kafka = true, shared = true)
class LimitsIntegrationTests {

  private static final String REDO = "/api/v1/pay/callback/redo/";
  private static final String BODY = "{\"trade_no\":\"T1\"}";
  private static final int TOO_FREQUENT = 12;
  private static final int TRIES = 200;

  private static TestPlatform platform;
  private static RunningGateway strict;

  /** One for all tests, each of which asks from addresses and in the name of apps of its own. */
  @BeforeAll
  static void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    for (String app : List.of("busy", "calm", "guessed")) {
      platform.registers(platform.app(app, "dragonex"));
    }
    platform.pay.answers(PaymentCommand.RedoCallback.class, new Outcome.Done());
    strict =
        platform.startGateway(
            Map.of(
                "berth.gateway.trusted-proxies", "127.0.0.1",
                "berth.gateway.limits.address-per-second", "1",
                "berth.gateway.limits.address-burst", "3",
                "berth.gateway.limits.app-per-second", "1",
                "berth.gateway.limits.app-burst", "2"));
  }

  @AfterAll
  static void stop() {
    strict.close();
  }

  private Merchant merchant(String appId, String address) {
    return new Merchant(strict, "dragonex", appId).calledFrom(address);
  }

  /** Buckets fill while a slow machine asks, so it asks until it is turned away. */
  private static Answer lastOf(IntFunction<Answer> asking) {
    for (int i = 0; i < TRIES; i++) {
      Answer answer = asking.apply(i);
      if (answer.code() == TOO_FREQUENT) {
        return answer;
      }
    }
    throw new AssertionError("never turned away");
  }

  @Test
  void addressThatAsksTooOftenIsTurnedAwayInTheDialectsWords() {
    merchant("calm", "192.0.2.1").withKey("none").posts(REDO, BODY).refusedWith(11008);
    lastOf(i -> merchant("calm", "192.0.2.1").withKey("none").posts(REDO, BODY))
        .refusedWith(TOO_FREQUENT)
        .isSealed();
    merchant("calm", "192.0.2.2").withKey("none").posts(REDO, BODY).refusedWith(11008);
  }

  @Test
  void pagesRespondWith429() {
    String[] from = {"X-Forwarded-For", "192.0.2.9"};
    assertThat(strict.get("/account", from).statusCode()).isEqualTo(200);
    assertThat(
            IntStream.range(0, TRIES)
                .map(i -> strict.get("/account", from).statusCode())
                .anyMatch(status -> status == 429))
        .isTrue();
    lastOf(i -> new Answer(strict.get("/api/v1/nothing/", from), "dragonex"));
  }

  @Test
  void neighboursInOneIpv6NetworkShareTheirLimit() {
    lastOf(
        i ->
            merchant("calm", "2001:db8:0:1::" + Integer.toHexString(i + 1))
                .withKey("none")
                .posts(REDO, BODY));
    merchant("calm", "2001:db8:0:2::1").withKey("none").posts(REDO, BODY).refusedWith(11008);
  }

  @Test
  void appThatAsksTooOftenIsTurnedAwayWhereverItAsksFrom() {
    assertThat(merchant("busy", "192.0.2.11").posts(REDO, BODY).code()).isEqualTo(1);
    lastOf(i -> merchant("busy", "198.51.100." + (i + 1)).posts(REDO, BODY)).isSealed();
    assertThat(merchant("calm", "192.0.2.13").posts(REDO, BODY).code()).isEqualTo(1);
  }

  @Test
  void whoCannotSignCannotUseUpAnAppsShare() {
    for (int i = 0; i < 5; i++) {
      merchant("guessed", "192.0.2.10" + i).withSecret("wrong").posts(REDO, BODY).refusedWith(9004);
    }
    assertThat(merchant("guessed", "192.0.2.120").posts(REDO, BODY).code()).isEqualTo(1);
  }

  @Test
  void idleConnectionsMakeRoomForNewOnes() {
    try (RunningGateway small = platform.startGateway(Map.of("berth.connections.max", "1"));
        RawConnection first = new RawConnection(small)) {
      first.writes("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(first.reads().status()).isEqualTo(404);
      try (RawConnection second = new RawConnection(small)) {
        second.writes("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(second.reads().status()).isEqualTo(404);
        assertThat(first.ends()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: h\r\nHost: h\r\n", ""})
  void requestsOfADialectNameTheirHostOnce(String hosts) {
    try (RawConnection connection = new RawConnection(strict)) {
      String from = "X-Forwarded-For: 192.0.2.30\r\n";
      connection.writes(
          "POST " + REDO + " HTTP/1.1\r\n" + hosts + from + "Content-Length: 0\r\n\r\n");
      assertThat(connection.reads().status()).isEqualTo(400);
    }
  }

  @Test
  void formsThatArriveSlowlyKeepNoConnectionToAService() {
    List<RawConnection> slow = new ArrayList<>();
    try (RunningGateway gateway =
        platform.startGateway(
            Map.of(
                "berth.gateway.request-timeout", "2s",
                "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections", "4"))) {
      for (int i = 0; i < 30; i++) {
        RawConnection connection = new RawConnection(gateway);
        slow.add(connection);
        connection.writes(
            "POST /account/sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\na");
      }
      try (RawConnection other = new RawConnection(gateway)) {
        other.writes("GET /account HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(other.reads().status()).isEqualTo(200);
      }
      assertThat(slow.getFirst().reads().status()).isEqualTo(408);
    } finally {
      slow.forEach(RawConnection::close);
    }
  }

  @Test
  void formsAboveTheBoundAreTooLargeAlsoInChunks() {
    try (RawConnection connection = new RawConnection(strict)) {
      connection.writes(
          "POST /account/sign-in HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      connection.writes(chunk.repeat(4) + "1\r\nx\r\n0\r\n\r\n");
      assertThat(connection.reads().status()).isEqualTo(413);
    }
  }
}
