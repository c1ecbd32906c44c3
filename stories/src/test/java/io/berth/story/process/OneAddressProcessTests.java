package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.service.Service;
import io.berth.story.RawRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One address attacks a suite in a process of its own; everybody else is served meanwhile. */
@Timeout(420)
class OneAddressProcessTests {

  private static final String ATTACKER = "127.0.0.2";
  private static final int IDLE = 10_000;
  private static final int ANNOUNCERS = 1_700;
  private static final int SLOW_PER_SECOND = 100;
  private static final int SECONDS = 8;

  @TempDir Path directory;

  private final List<SocketChannel> held = new ArrayList<>();

  private void attack(int port, String begin) throws IOException {
    SocketChannel channel = SocketChannel.open();
    held.add(channel);
    channel.bind(new InetSocketAddress(ATTACKER, 0));
    try {
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      if (!begin.isEmpty()) {
        channel.write(ByteBuffer.wrap(begin.getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (IOException refused) {
      // That is what the limits are for.
    }
  }

  private void letGo() throws IOException {
    for (SocketChannel channel : held) {
      channel.close();
    }
    held.clear();
  }

  private static void everybodyElseIsServed(int port) throws IOException {
    for (int i = 0; i < 5; i++) {
      for (String path : List.of("/", "/account/sign-in")) {
        RawRequests.Answer answer =
            RawRequests.send(
                "127.0.0." + (10 + i),
                port,
                "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).as(path).isEqualTo(200);
      }
      String api = "POST /api/v1/pay/order/detail/ HTTP/1.1\r\nHost: h\r\n";
      assertThat(
              RawRequests.send(
                      "127.0.0." + (10 + i),
                      port,
                      api + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
                  .status())
          .isBetween(200, 499);
    }
  }

  private static void reportsHealth(int management) throws IOException {
    assertThat(
            RawRequests.send(
                    "127.0.0.9",
                    management,
                    "GET /actuator/health/liveness HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                .status())
        .isEqualTo(200);
  }

  @Test
  void idleConnectionsAnnouncedBodiesAndSlowFormsTakeNothingFromOthers() throws Exception {
    int port = Service.freeGatewayPort();
    try (SuiteProcess suite =
        SuiteProcess.run(
            List.of(
                "up",
                "--data",
                directory.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--no-demo"))) {
      suite.awaitReady();
      everybodyElseIsServed(port);

      for (int i = 0; i < IDLE; i++) {
        attack(port, "");
      }
      everybodyElseIsServed(port);
      letGo();

      String announced = " HTTP/1.1\r\nHost: h\r\nContent-Length: 262144\r\n\r\n";
      for (int i = 0; i < ANNOUNCERS; i++) {
        attack(
            port,
            i % 2 == 0
                ? "POST /api/v1/pay/order/detail/" + announced
                : "POST /account/sign-in" + announced);
      }
      everybodyElseIsServed(port);
      letGo();

      for (int second = 0; second < SECONDS; second++) {
        for (int i = 0; i < SLOW_PER_SECOND; i++) {
          attack(
              port,
              "POST /account/sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\nlogin=");
        }
        everybodyElseIsServed(port);
      }
      letGo();

      for (Service service : List.of(Service.DID, Service.PAY)) {
        for (int i = 0; i < ANNOUNCERS; i++) {
          attack(service.port(port), "POST /commands" + announced);
          attack(service.managementPort(port), i % 2 == 0 ? "" : "GET / HT");
        }
        reportsHealth(service.managementPort(port));
        everybodyElseIsServed(port);
        letGo();
      }
      assertThat(suite.stop()).isZero();
    } finally {
      letGo();
    }
  }
}
