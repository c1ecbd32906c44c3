package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.gateway.RawConnection.Response;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** Requests as clients really write them, byte for byte. */
@BerthServers(kafka = true, shared = true)
class RawRequestIntegrationTests {

  private static final String PREPAY = "/v1/pay/prepay";
  private static final int LIMIT = 256 * 1024;

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
    platform.registers(platform.app("raw", "ones"));
    platform.pay.answers(
        PaymentCommand.Prepay.class,
        new PaymentOutcome.Prepaid(7, "pay-code", Instant.parse("2030-01-01T00:00:00Z")));
    platform.pay.answers(PaymentCommand.RedoCallback.class, new Outcome.Done());
  }

  private String head(String method, String target, String... more) {
    String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
    StringBuilder head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nHost: h\r\n");
    String[] signed = new Merchant(gateway, "ones", "raw").signed(method, path);
    for (int i = 0; i < signed.length; i += 2) {
      head.append(signed[i]).append(": ").append(signed[i + 1]).append("\r\n");
    }
    for (String header : more) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private int code(Response response) {
    return BerthJson.mapper().readTree(response.body()).path("code").asInt(-1);
  }

  @Test
  void rawUtf8AndUnencodedRedirectUrlInTheQueryAreReadAsMeant() {
    String target =
        PREPAY
            + "?trade_no=R1&coin_code=usdt&amount=1&device=h5app&state=12345678&desc=一把剑|{x}"
            + "&redirect_url=https://game.example/back?action=pay&type=pay";
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response = connection.writes(head("GET", target)).reads();

      assertThat(code(response)).as(response.body()).isZero();
      PaymentCommand.Prepay command = (PaymentCommand.Prepay) platform.pay.lastHeard().command();
      assertThat(command.attributes()).containsEntry("desc", "一把剑|{x}");
      assertThat(command.redirectUrl()).isEqualTo("https://game.example/back?action=pay&type=pay");
    }
  }

  @Test
  void pagesGetRawQueriesEscaped() {
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection
              .writes(
                  "GET /oauth/login?state=名字&x[]=1&p=100%&q=%41&redirect_url=http://h:1/a?b=c"
                      + " HTTP/1.1\r\nHost: h\r\n\r\n")
              .reads();

      assertThat(response.status()).isEqualTo(200);
      assertThat(BerthJson.mapper().readTree(response.body()).path("uri").asString())
          .isEqualTo(
              "/oauth/login?state=%E5%90%8D%E5%AD%97&x%5B%5D=1&p=100%25&q=%41"
                  + "&redirect_url=http://h:1/a?b=c");
    }
  }

  @Test
  void spaceInTheRequestLineIsNoHttp() {
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection.writes("GET /oauth/login?state=a b HTTP/1.1\r\nHost: h\r\n\r\n").reads();
      assertThat(response.status()).isEqualTo(400);
    }
  }

  @Test
  void respondsToPipelinedRequestsInTheirOrder() {
    try (RawConnection connection = new RawConnection(gateway)) {
      String unknown = head("POST", "/v1/no/such", "Content-Length: 2") + "{}";
      String known =
          head("POST", "/v1/callback/redo", "Content-Length: 17") + "{\"trade_no\":\"P\"} ";
      connection.writes(unknown + known + unknown);

      assertThat(connection.reads().status()).isEqualTo(404);
      Response second = connection.reads();
      assertThat(second.status()).isEqualTo(200);
      assertThat(code(second)).as(second.body()).isZero();
      assertThat(connection.reads().status()).isEqualTo(404);
    }
  }

  @Test
  void announcedOversizeIsRefusedBeforeItIsSent() {
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection.writes(head("POST", PREPAY, "Content-Length: " + (LIMIT + 1))).reads();

      assertThat(code(response)).isEqualTo(8);
      assertThat(response.headers()).containsKey("ones-sign").containsEntry("connection", "close");
      assertThat(connection.ends()).isTrue();
    }
  }

  @Test
  void oversizeInChunksIsRefusedWhereItPassesTheLimit() {
    try (RawConnection connection = new RawConnection(gateway)) {
      connection.writes(head("POST", PREPAY, "Transfer-Encoding: chunked"));
      String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
      connection.writes(chunk.repeat(8) + "1\r\n \r\n");
      Response response = connection.reads();

      assertThat(code(response)).isEqualTo(8);
      assertThat(response.headers()).containsKey("ones-sign");
    }
  }

  @Test
  void bodyOfExactlyTheLimitIsRead() {
    String json = "{\"trade_no\":\"T\"}";
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection
              .writes(head("POST", "/v1/callback/redo", "Content-Length: " + LIMIT))
              .writes(json + " ".repeat(LIMIT - json.length()))
              .reads();
      assertThat(code(response)).as(response.body()).isZero();
    }
  }

  @Test
  void chunkedBodyIsReadWhole() {
    try (RawConnection connection = new RawConnection(gateway)) {
      connection
          .writes(head("POST", "/v1/callback/redo", "Transfer-Encoding: chunked"))
          .writes("c\r\n{\"trade_no\":\r\n")
          .writes("4\r\n\"C\"}\r\n0\r\n\r\n");
      assertThat(code(connection.reads())).isZero();
      connection.writes(head("POST", "/v1/no/such", "Content-Length: 0"));
      assertThat(connection.reads().status()).isEqualTo(404);
    }
  }

  @Test
  void clientThatDoesNotFinishItsRequestIsNotWaitedFor() {
    try (RawConnection connection = new RawConnection(gateway)) {
      connection.writes(head("POST", PREPAY, "Content-Length: 10") + "{");
      Response response = connection.reads();
      assertThat(code(response)).isEqualTo(2);
      assertThat(response.headers()).containsKey("ones-sign").containsEntry("connection", "close");
      assertThat(connection.ends()).isTrue();
    }
  }

  @Test
  void twoLengthsAreNoHttp() {
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection
              .writes(head("POST", PREPAY, "Content-Length: 2", "Content-Length: 7") + "{}12345")
              .reads();
      assertThat(response.status()).isEqualTo(400);
      assertThat(connection.ends()).isTrue();
    }
  }

  @Test
  void headersThatAreTooLongAreRefused() {
    try (RawConnection connection = new RawConnection(gateway)) {
      Response response =
          connection.writes(head("GET", PREPAY, "X-Long: " + "x".repeat(40_000))).reads();
      assertThat(response.status()).isEqualTo(431);
    }
  }

  @Test
  void requestsRefusedUnreadLeaveTheConnectionUsable() {
    try (RawConnection connection = new RawConnection(gateway)) {
      connection.writes(head("PUT", PREPAY, "Content-Length: 5") + "12345");
      assertThat(connection.reads().status()).isEqualTo(405);
      connection.writes(
          head("POST", "/v1/callback/redo", "Content-Length: 17") + "{\"trade_no\":\"P\"} ");
      assertThat(code(connection.reads())).isZero();
    }
  }

  @Test
  void pagesAndRequestsOnOneConnectionTakeTurns() {
    String page = "GET /oauth/login?state=1 HTTP/1.1\r\nHost: h\r\n\r\n";
    String redo = head("POST", "/v1/callback/redo", "Content-Length: 17") + "{\"trade_no\":\"P\"} ";
    try (RawConnection connection = new RawConnection(gateway)) {
      connection.writes((page + redo + redo).repeat(40));
      for (int i = 0; i < 40; i++) {
        assertThat(connection.reads().body()).contains("/oauth/login");
        assertThat(code(connection.reads())).isZero();
        assertThat(code(connection.reads())).isZero();
      }
    }
  }

  @Test
  void clientThatWaitsToBeAskedForItsBodyIsAsked() {
    try (RawConnection connection = new RawConnection(gateway)) {
      connection.writes(
          head("POST", "/v1/callback/redo", "Content-Length: 17", "Expect: 100-continue"));
      assertThat(connection.reads().status()).isEqualTo(100);
      assertThat(code(connection.writes("{\"trade_no\":\"P\"} ").reads())).isZero();
    }
  }

  @Test
  void finishesARequestUnderWayWhenTheGatewayStops() {
    Sinks.One<Outcome> answer = Sinks.one();
    platform.pay.answers(PaymentCommand.RedoCallback.class, answer.asMono());
    int before = platform.pay.heard().size();
    RunningGateway stopping = platform.startGateway(Map.of());
    try (RawConnection connection = new RawConnection(stopping)) {
      connection.writes(
          head("POST", "/v1/callback/redo", "Content-Length: 17") + "{\"trade_no\":\"P\"} ");
      Awaitility.await().until(() -> platform.pay.heard().size() > before);
      Thread stop = Thread.ofPlatform().start(stopping::close);
      Awaitility.await().until(() -> refusesConnections(stopping));
      answer.tryEmitValue(new Outcome.Done());
      Response response = connection.reads();
      assertThat(code(response)).isZero();
      assertThat(response.headers()).containsEntry("connection", "close");
      assertThat(connection.ends()).isTrue();
      Awaitility.await().until(() -> !stop.isAlive());
    }
  }

  private static boolean refusesConnections(RunningGateway gateway) {
    try (RawConnection accepted = new RawConnection(gateway)) {
      return false;
    } catch (UncheckedIOException refused) {
      return true;
    }
  }
}
