package io.berth.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The attacker sits on one loopback address, everybody else on others. */
class ConnectionLimitsTests {

  private static final String ATTACKER = "127.0.0.2";
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<RawClient> clients = new ArrayList<>();
  private @Nullable ConnectionCustomizer limits;
  private @Nullable DisposableServer server;

  private void start(ConnectionProperties properties, ForwardedAddresses forwarded) {
    ConnectionCustomizer customizer =
        new ConnectionCustomizer(properties, forwarded, meters, "service");
    limits = customizer;
    server =
        customizer
            .limited(HttpServer.create().host("127.0.0.1").port(0))
            .handle(
                (request, response) ->
                    request
                        .receive()
                        .aggregate()
                        .asByteArray()
                        .map(body -> body.length)
                        .defaultIfEmpty(0)
                        .flatMap(
                            length -> response.sendString(Mono.just(length.toString())).then()))
            .bindNow();
  }

  private static ConnectionProperties properties(
      int max, int perAddress, long bodiesPerAddress, int slowPerAddress, Duration headTimeout) {
    return new ConnectionProperties(
        max,
        perAddress,
        DataSize.ofMegabytes(32),
        DataSize.ofBytes(bodiesPerAddress),
        1000,
        slowPerAddress,
        Duration.ofMillis(300),
        headTimeout,
        LONG,
        LONG);
  }

  private RawClient client(String address) {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    RawClient client = RawClient.from(address, server.port());
    clients.add(client);
    return client;
  }

  private double open() {
    return meters.get("berth.connections.open").gauge().value();
  }

  private double bodies() {
    return meters.get("berth.connections.bodies").gauge().value();
  }

  private double closed(String reason) {
    return meters.get("berth.connections.closed").tag("reason", reason).counter().count();
  }

  private static long served(List<RawClient> clients) {
    return clients.stream().filter(client -> client.writes(GET).status() == 200).count();
  }

  @AfterEach
  void everythingIsCountedBack() {
    clients.forEach(RawClient::close);
    Awaitility.await().until(() -> open() == 0 && bodies() == 0);
    if (server != null) {
      server.disposeNow();
    }
    if (limits != null) {
      limits.close();
    }
  }

  @Test
  void anAddressesOwnIdleConnectionsMakeRoomForItsNewOnes() {
    start(properties(100, 4, 1_000_000, 10, LONG), ForwardedAddresses.none());
    RawClient bystander = client("127.0.0.3");
    assertThat(bystander.writes(GET).status()).isEqualTo(200);
    List<RawClient> idle = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      idle.add(client(ATTACKER));
    }
    assertThat(idle.get(3).writes(GET).status()).isEqualTo(200);
    RawClient fifth = client(ATTACKER);
    assertThat(fifth.writes(GET).status()).isEqualTo(200);
    assertThat(served(idle.subList(0, 3))).isEqualTo(2);
    assertThat(idle.get(3).writes(GET).status()).isEqualTo(200);
    assertThat(bystander.writes(GET).status()).isEqualTo(200);
    assertThat(closed("idle")).isEqualTo(1);
  }

  @Test
  void anAddressWhoseConnectionsAreAllBusyGetsNoMore() {
    start(properties(100, 2, 1_000_000, 10, LONG), ForwardedAddresses.none());
    client(ATTACKER).writes(POST + "5\r\n\r\n1");
    client(ATTACKER).writes(POST + "5\r\n\r\n1");
    Awaitility.await().until(() -> bodies() == 2);
    assertThat(client(ATTACKER).ends()).isTrue();
    assertThat(client("127.0.0.3").writes(GET).status()).isEqualTo(200);
    assertThat(closed("address_full")).isEqualTo(1);
  }

  @Test
  void aFullPortClosesIdleConnectionsOfTheAddressThatHasMost() {
    start(properties(6, 5, 1_000_000, 10, LONG), ForwardedAddresses.none());
    RawClient first = client("127.0.0.3");
    assertThat(first.writes(GET).status()).isEqualTo(200);
    List<RawClient> idle = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      idle.add(client(ATTACKER));
    }
    Awaitility.await().until(() -> open() == 6);
    assertThat(client("127.0.0.4").writes(GET).status()).isEqualTo(200);
    Awaitility.await().until(() -> open() == 6);
    assertThat(served(idle)).isEqualTo(4);
    assertThat(first.writes(GET).status()).isEqualTo(200);
  }

  @Test
  void bodiesThatAreOnlyAnnouncedTakeNoMemoryAndThoseThatComeAreBounded() {
    start(properties(100, 50, 40_000, 50, LONG), ForwardedAddresses.none());
    for (int i = 0; i < 20; i++) {
      client(ATTACKER).writes(POST + "262144\r\n\r\n");
    }
    Awaitility.await().until(() -> open() == 20);
    assertThat(bodies()).isZero();
    RawClient greedy = client(ATTACKER).writes(POST + "262144\r\n\r\n" + "x".repeat(60_000));
    assertThat(greedy.ends()).isTrue();
    assertThat(closed("address_bodies")).isEqualTo(1);
    String form = "x".repeat(30_000);
    assertThat(client("127.0.0.3").writes(POST + "30000\r\n\r\n" + form).status()).isEqualTo(200);
  }

  @Test
  void slowHeadsAndBodiesOfOneAddressAreFewAndEnd() {
    start(properties(100, 50, 1_000_000, 4, Duration.ofSeconds(2)), ForwardedAddresses.none());
    for (int i = 0; i < 10; i++) {
      client(ATTACKER).writes(i % 2 == 0 ? "GET / HTT" : POST + "10\r\n\r\n1");
    }
    RawClient bystander = client("127.0.0.3").writes(POST + "10\r\n\r\n1");
    Awaitility.await().until(() -> closed("address_slow") == 6);
    Awaitility.await().until(() -> closed("head_timeout") >= 1);
    assertThat(bystander.writes("234567890").status()).isEqualTo(200);
  }

  @Test
  void aTrustedProxyHasNoLimitOfItsOwnAndItsRequestsCountByTheForwardedAddress() {
    start(
        properties(100, 2, 40_000, 2, LONG),
        new ForwardedAddresses() {
          @Override
          public boolean isTrusted(InetAddress peer) {
            return peer.getHostAddress().equals(ATTACKER);
          }

          @Override
          public InetAddress client(InetAddress peer, List<String> forwardedFor) {
            return forwardedFor.isEmpty() ? peer : InetAddress.ofLiteral(forwardedFor.getFirst());
          }
        });
    for (int i = 0; i < 5; i++) {
      assertThat(client(ATTACKER).writes(GET).status()).isEqualTo(200);
    }
    RawClient other = client(ATTACKER).writes(slow("198.51.100.9"));
    for (int i = 0; i < 6; i++) {
      client(ATTACKER).writes(slow("192.0.2.7"));
    }
    Awaitility.await().until(() -> closed("address_slow") == 4);
    assertThat(other.writes("234567890").status()).isEqualTo(200);
  }

  private static String slow(String address) {
    return POST + "10\r\nX-Forwarded-For: " + address + "\r\n\r\n1";
  }
}
