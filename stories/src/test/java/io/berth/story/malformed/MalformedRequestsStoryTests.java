package io.berth.story.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.standalone.service.Service;
import io.berth.story.RawRequests;
import io.berth.story.RunningBerth;
import io.berth.story.SignedInClients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that odd requests get a clear response and cost at most one line in the log. */
@Timeout(300)
class MalformedRequestsStoryTests {

  private static final int REQUESTS = 3_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final RunningBerth berth = RunningBerth.get();
  private final int port = URI.create(berth.origin()).getPort();

  /** No address comes near its rate limit. */
  private static String address(int request) {
    return "127.0.3." + (1 + request % 200);
  }

  private record Fault(String request, RawRequests.Answer answer) {
    @Override
    public String toString() {
      String shown = request.length() > 1_500 ? request.substring(0, 1_500) + "…" : request;
      return "\n--- "
          + answer.status()
          + " for\n"
          + shown
          + "\n"
          + answer.text().lines().findFirst();
    }
  }

  private void send(
      int number,
      AllRoutes.Route route,
      MalformedRequests odd,
      SignedInClients who,
      boolean ownForms,
      List<Fault> faults)
      throws IOException {
    String request = odd.request(route, who.cookies(), ownForms ? who.csrf() : "");
    RawRequests.Answer answer = RawRequests.send(address(number), port, request);
    if (answer.status() == 0) {
      // A client that still sends while the machine stands still may lose its response.
      answer = RawRequests.send(address(number), port, request);
    }
    if (answer.status() == 0 || answer.status() >= 500) {
      faults.add(new Fault(request, answer));
    }
  }

  @Test
  void noPageAndNoEndpointRespondsToAnOddRequestWith5xxOrMoreThanOneLine() throws Exception {
    long seed =
        Long.getLong("berth.fuzz.seed", Double.doubleToLongBits(Math.random()) & 0xffff_ffffL);
    MalformedRequests odd = new MalformedRequests(seed);
    List<AllRoutes.Route> pages = AllRoutes.ofPages();
    List<AllRoutes.Route> endpoints = AllRoutes.ofEndpoints();
    assertThat(pages).hasSizeGreaterThan(60);
    assertThat(endpoints).hasSizeGreaterThan(30);
    SignedInClients nobody = new SignedInClients("", "");
    SignedInClients newcomer = SignedInClients.somebodyNew(berth);
    SignedInClients merchant = SignedInClients.as(berth, "merchant@example.com");
    SignedInClients operator = SignedInClients.operator(berth);
    Logs logs = Logs.of(berth);
    long end = System.nanoTime() + LONGEST.toNanos();
    List<Fault> faults = new ArrayList<>();
    int sent = 0;
    while (sent < REQUESTS && System.nanoTime() < end) {
      AllRoutes.Route route = odd.any(sent % 3 == 0 ? endpoints : pages);
      switch (sent % 5) {
        case 0 -> send(sent, route, odd, merchant, false, faults);
        case 1 -> send(sent, route, odd, operator, false, faults);
        case 2 -> send(sent, route, odd, newcomer, true, faults);
        default -> send(sent, route, odd, nobody, false, faults);
      }
      sent++;
    }
    String again = "-Dberth.fuzz.seed=" + seed + ", " + sent + " requests";
    assertThat(faults).as(again).isEmpty();
    List<String> said = logs.since();
    assertThat(said)
        .as(again)
        .noneMatch(line -> line.startsWith("\tat ") || line.contains(" ERROR "));
    assertThat(said)
        .as(again)
        .filteredOn(line -> !line.contains(" [access-log] "))
        .hasSizeLessThanOrEqualTo(sent);
  }

  /** A service's ports are for Berth alone, and bear the same. */
  @Test
  void portsOfServicesBearOddRequestsAsWell() throws IOException {
    MalformedRequests odd = new MalformedRequests(7);
    List<AllRoutes.Route> pages = AllRoutes.ofPages();
    List<AllRoutes.Route> management =
        Stream.concat(
                pages.stream(),
                Stream.of(
                        "/actuator/{any}",
                        "/actuator/health/{any}",
                        "/actuator/prometheus",
                        "/{any}")
                    .map(path -> new AllRoutes.Route("GET", path)))
            .toList();
    for (Service service : Service.values()) {
      for (int to : List.of(service.port(port), service.managementPort(port))) {
        for (int i = 0; i < 40; i++) {
          List<AllRoutes.Route> routes = to == service.port(port) ? pages : management;
          String request = odd.request(odd.any(routes), "", "");
          RawRequests.Answer answer = RawRequests.send(address(i), to, request);
          assertThat(answer.status())
              .as(service.id() + " " + to + "\n" + request + answer.text())
              .isBetween(200, 499);
        }
      }
    }
  }

  private RawRequests.Answer get(String target, String headers) throws IOException {
    return RawRequests.send(
        "127.0.3.201",
        port,
        "GET " + target + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept-Language: ;q=x",
        "Accept: ;;",
        "Cookie: ;=;",
        "Referer: {",
        "Accept-Encoding: ;q",
        "Accept-Charset: ?",
        "If-None-Match: ,\"",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
      })
  void aMalformedOptionalHeaderNeverCostsTheResponse(String header) throws IOException {
    for (String page : List.of("/", "/account/sign-in", "/docs/", "/assets/berth.css")) {
      assertThat(get(page, "Host: h\r\n" + header + "\r\n").status())
          .as(page + " with " + header)
          .isEqualTo(200);
    }
  }

  @Test
  void reportsUnreadableRequests() throws IOException {
    assertThat(get("/account/sign-in?next=%zz", "Host: h\r\n").status()).isEqualTo(400);
    assertThat(get("/account/sign-in?next=%00", "Host: h\r\n").status()).isEqualTo(400);
    assertThat(get("/", "").status()).isEqualTo(400);
    assertThat(get("/", "Host: a\r\nHost: b\r\n").status()).isEqualTo(400);
    assertThat(get("/?" + "x".repeat(20_000), "Host: h\r\n").status()).isEqualTo(414);
  }

  @Test
  void headWorksOnPagesAndFiles() throws IOException {
    for (String path :
        List.of(
            "/",
            "/account/sign-in",
            "/assets/berth.css",
            "/assets/console/console.css",
            "/docs/",
            "/.well-known/jwks.json")) {
      RawRequests.Answer whole = get(path, "Host: h\r\n");
      RawRequests.Answer head =
          RawRequests.send(
              "127.0.3.202",
              port,
              "HEAD " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(head.status()).as(path).isEqualTo(whole.status());
      assertThat(head.text()).as(path).endsWith("\r\n\r\n");
      assertThat(header(head, "content-type")).as(path).isEqualTo(header(whole, "content-type"));
    }
  }

  private static String header(RawRequests.Answer answer, String name) {
    return answer
        .text()
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
        .findFirst()
        .orElse("");
  }

  @Test
  void anOddPathToBeLedToIsEncodedAndFollowed() throws Exception {
    SignedInClients newcomer = SignedInClients.somebodyNew(berth);
    String form = "_csrf=" + newcomer.csrf() + "&next=%2Fa%7Cb%3Fc%3D%7Bd%7D";
    RawRequests.Answer answer =
        RawRequests.send(
            "127.0.3.203",
            port,
            "POST /account/sign-out HTTP/1.1\r\nHost: h\r\nConnection: close\r\nCookie: "
                + newcomer.cookies()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form);
    assertThat(header(answer, "location")).endsWith("/a%7Cb?c=%7Bd%7D");
  }

  /** All log files of the suite. */
  private record Logs(Path directory, List<Long> lengths) {

    static Logs of(RunningBerth berth) throws IOException {
      Path directory = berth.data().resolve("logs");
      List<Long> lengths = new ArrayList<>();
      for (Path file : files(directory)) {
        lengths.add(Files.size(file));
      }
      return new Logs(directory, lengths);
    }

    private static List<Path> files(Path directory) throws IOException {
      try (Stream<Path> all = Files.list(directory)) {
        return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
      }
    }

    List<String> since() throws IOException {
      List<String> lines = new ArrayList<>();
      List<Path> files = files(directory);
      for (int i = 0; i < files.size() && i < lengths.size(); i++) {
        byte[] all = Files.readAllBytes(files.get(i));
        int from = (int) Math.min(lengths.get(i), all.length);
        new String(all, from, all.length - from, StandardCharsets.UTF_8)
            .lines()
            .forEach(lines::add);
      }
      return lines;
    }
  }
}
