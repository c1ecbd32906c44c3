package io.berth.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.service.caller.CallerTokens;
import io.berth.service.fixture.FixtureService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole service: its own port and its management port have the same limits, apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionPortsTests {

  private final ConfigurableApplicationContext service =
      FixtureService.start(
          "berth.connections.max-per-address=3", "berth.connections.head-timeout=300ms");

  @BeforeAll
  void started() {
    assertThat(service.isActive()).isTrue();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private int port(String name) {
    String property = name.equals("service") ? "local.server.port" : "local.management.port";
    return service.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  private static String callerTokenHeader() {
    CallerTokens gateway = FixtureService.gateway();
    String callerToken =
        gateway.issue(
            FixtureService.caller(Caller.Kind.PAGE, Set.of(), "request-1"), "did-service");
    return "Host: h\r\n" + CallerTokens.HEADER + ": " + callerToken + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "management"})
  void oneAddressIsBoundedOnEveryPort(String name) {
    try (RawClient slow = RawClient.from("127.0.0.2", port(name))) {
      slow.writes("GET / HT");
      try (RawClient one = RawClient.from("127.0.0.3", port(name));
          RawClient two = RawClient.from("127.0.0.3", port(name));
          RawClient three = RawClient.from("127.0.0.3", port(name))) {
        Awaitility.await().until(() -> open(name) >= 3 && closed(name, "head_timeout") == 1);
        try (RawClient four = RawClient.from("127.0.0.3", port(name))) {
          assertThat(four.writes("GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n").status())
              .isBetween(400, 499);
          // Which of the idle ones has to go is not certain: they came at the same time.
          assertThat(Stream.of(one, two, three))
              .extracting(idle -> idle.writes("GET / HTTP/1.1\r\n\r\n").status())
              .containsExactlyInAnyOrder(0, 400, 400);
        }
      }
      assertThat(slow.ends()).isTrue();
    }
  }

  private double open(String name) {
    return service
        .getBean(MeterRegistry.class)
        .get("berth.connections.open")
        .tag("port", name)
        .gauge()
        .value();
  }

  private double closed(String name, String reason) {
    return service
        .getBean(MeterRegistry.class)
        .get("berth.connections.closed")
        .tags("port", name, "reason", reason)
        .counter()
        .count();
  }

  private int status(String request) {
    try (RawClient client = RawClient.from("127.0.0.4", port("service"))) {
      return client.writes(request).status();
    }
  }

  private static String form(String headers, String body) {
    return "POST /form HTTP/1.1\r\n"
        + callerTokenHeader()
        + "Content-Type: application/x-www-form-urlencoded\r\n"
        + headers
        + "\r\n"
        + body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "%q=1", "a=b%00c", "%00=1", "a=%"})
  void formsThatNobodyCanReadAreBadRequests(String body) {
    assertThat(status(form("Content-Length: " + body.length() + "\r\n", body))).isEqualTo(400);
  }

  @Test
  void oddPathsOfTheManagementPortAreNotFound() {
    String path = "/actuator/health/http%3A%2F%2Fh%2F%3Fq%3D%7Bx%7D%3Cy%3E%22";
    try (RawClient client = RawClient.from("127.0.0.4", port("management"))) {
      assertThat(client.writes("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").status())
          .isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60_000, 300_000})
  void aRefusalReachesAClientThatIsStillSending(int length) {
    String head = "POST /form?" + "x".repeat(60_000) + " HTTP/1.1\r\nHost: h\r\nContent-Length: ";
    assertThat(status(head + length + "\r\n\r\n" + "x".repeat(length))).isEqualTo(414);
    assertThat(status(form("Content-Length: " + length + "\r\n", "%" + "x".repeat(length - 1))))
        .isIn(400, 413);
  }

  @Test
  void formsAboveTheBoundAreTooLargeAlsoInChunks() {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    assertThat(status(form("Transfer-Encoding: chunked\r\n", chunk.repeat(6) + "0\r\n\r\n")))
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept-Language: ;q=x",
        "Accept: ;;",
        "Cookie: \u0001=;;;=",
        "Referer: http://[",
        "Accept-Encoding: ;;q=",
        "If-None-Match: ,,\"",
        "If-Modified-Since: yesterday",
        "Range: bytes=x",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x",
      })
  void malformedOptionalHeadersNeverCostTheResponse(String header) {
    assertThat(status("GET /form HTTP/1.1\r\n" + callerTokenHeader() + header + "\r\n\r\n"))
        .as(header)
        .isIn(200, header.contains("\u0001") ? 400 : 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/form", "/assets/berth.css"})
  void respondsToHeadAsToGetWithoutABody(String path) {
    try (RawClient get = RawClient.from("127.0.0.5", port("service"));
        RawClient head = RawClient.from("127.0.0.5", port("service"))) {
      String whole =
          get.writes("GET " + path + " HTTP/1.1\r\n" + callerTokenHeader() + "\r\n").head();
      String request =
          "HEAD " + path + " HTTP/1.1\r\n" + callerTokenHeader() + "Connection: close\r\n\r\n";
      String bare = head.writes(request).headWithoutBody();
      assertThat(bare).startsWith("HTTP/1.1 200");
      assertThat(line(bare, "content-type")).isEqualTo(line(whole, "content-type"));
      assertThat(line(bare, "content-length"))
          .isEqualTo(line(whole, "content-length"))
          .isNotEmpty();
      assertThat(head.ends()).isTrue();
    }
  }

  private static String line(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name))
        .findFirst()
        .map(line -> line.substring(name.length()))
        .orElse("");
  }
}
