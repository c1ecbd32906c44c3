package io.berth.story.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.service.Service;
import io.berth.story.RawRequests;
import io.berth.story.RunningBerth;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An anonymous client that invents methods, paths and hosts must not fill the memory with their
 * names.
 */
@Timeout(300)
class MetricSeriesStoryTests {

  private static final int REQUESTS = 2_000;
  private static final String MARK = "odd";
  private static final Pattern OF_REQUESTS =
      Pattern.compile("(http|spring|reactor|netty|berth_(gateway|connections|command))_.*");

  /** Commands that services send each other once a minute, whoever asks for what. */
  private static final Pattern OF_THEIR_OWN =
      Pattern.compile("command=\"(ReportKeyUses|ReadPaidEvents)\"");

  private final RunningBerth berth = RunningBerth.get();
  private final int port = URI.create(berth.origin()).getPort();

  private void send(int number) throws IOException {
    String from = "127.0.4." + (1 + number % 200);
    String invented = MARK + number;
    int service = Service.values()[number / 8 % Service.values().length].port(port);
    int management = service + Service.GATEWAY.managementPort(port) - Service.GATEWAY.port(port);
    switch (number % 8) {
      case 0 -> send(from, port, invented.toUpperCase(java.util.Locale.ROOT) + " /", "h");
      case 1 -> send(from, port, "GET /" + invented, "h");
      case 2 -> send(from, port, "GET /account/sign-in?" + invented, invented + ".example");
      case 3 -> send(from, port, "POST /api/v1/" + invented + "/", "h");
      case 4 -> send(from, port, "PUT /docs/" + invented, "h");
      case 5 -> send(from, service, "GET /" + invented, invented);
      case 6 -> send(from, management, "GET /actuator/" + invented, invented);
      default -> send(from, port, "GET http://" + invented + ".example/v1/" + invented, invented);
    }
  }

  private void send(String from, int to, String line, String host) throws IOException {
    RawRequests.Answer answer =
        RawRequests.send(
            from, to, line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertThat(answer.status()).as(line).isBetween(200, 499).isNotEqualTo(429);
  }

  private Set<String> series() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Service service : Service.values()) {
      RawRequests.send(
              "127.0.0.1",
              service.managementPort(port),
              "GET /actuator/prometheus HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
          .text()
          .lines()
          .filter(line -> OF_REQUESTS.matcher(line).matches())
          .filter(line -> !OF_THEIR_OWN.matcher(line).find())
          .map(line -> service.id() + " " + line.substring(0, line.lastIndexOf(' ')))
          .forEach(names::add);
    }
    return names;
  }

  @Test
  void thousandsOfOddRequestsMakeNoNewSeries() throws IOException {
    series();
    for (int i = 0; i < 80; i++) {
      send(i);
    }
    Set<String> before = series();
    assertThat(before).hasSizeGreaterThan(20);
    for (int i = 80; i < 80 + REQUESTS; i++) {
      send(i);
    }
    Set<String> after = series();
    assertThat(after)
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains(MARK + "1"));
    after.removeAll(before);
    assertThat(after).isEmpty();
  }
}
