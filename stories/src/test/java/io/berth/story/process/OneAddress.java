package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.service.Service;
import io.berth.story.RawRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Attacks a suite in a process of its own; everybody else is served meanwhile. */
final class OneAddress implements AutoCloseable {

  private static final String ATTACKER = "127.0.0.2";
  private static final int IDLE = 10_000;
  private static final int ANNOUNCERS = 1_700;
  private static final int SLOW_PER_SECOND = 100;
  private static final int SECONDS = 8;

  private final int port;
  private final List<SocketChannel> held = new ArrayList<>();

  /**
   * @param port the gateway's
   */
  OneAddress(int port) {
    this.port = port;
  }

  private void attack(int to, String begin) throws IOException {
    SocketChannel channel = SocketChannel.open();
    held.add(channel);
    channel.bind(new InetSocketAddress(ATTACKER, 0));
    try {
      channel.connect(new InetSocketAddress("127.0.0.1", to));
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

  private void everybodyElseIsServed() throws IOException {
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

  /** Idle connections, announced bodies and slow forms take nothing from others. */
  void attacks() throws IOException {
    everybodyElseIsServed();

    for (int i = 0; i < IDLE; i++) {
      attack(port, "");
    }
    everybodyElseIsServed();
    letGo();

    String announced = " HTTP/1.1\r\nHost: h\r\nContent-Length: 262144\r\n\r\n";
    for (int i = 0; i < ANNOUNCERS; i++) {
      attack(
          port,
          i % 2 == 0
              ? "POST /api/v1/pay/order/detail/" + announced
              : "POST /account/sign-in" + announced);
    }
    everybodyElseIsServed();
    letGo();

    for (int second = 0; second < SECONDS; second++) {
      for (int i = 0; i < SLOW_PER_SECOND; i++) {
        attack(
            port, "POST /account/sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\nlogin=");
      }
      everybodyElseIsServed();
    }
    letGo();

    for (Service service : List.of(Service.DID, Service.PAY)) {
      for (int i = 0; i < ANNOUNCERS; i++) {
        attack(service.port(port), "POST /commands" + announced);
        attack(service.managementPort(port), i % 2 == 0 ? "" : "GET / HT");
      }
      reportsHealth(service.managementPort(port));
      everybodyElseIsServed();
      letGo();
    }
  }

  @Override
  public void close() throws IOException {
    letGo();
  }
}
