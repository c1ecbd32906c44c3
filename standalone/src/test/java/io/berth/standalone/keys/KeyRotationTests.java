package io.berth.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.api.Outcome;
import io.berth.embedded.PostgresAdmin;
import io.berth.service.json.BerthJson;
import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeyReport;
import io.berth.service.keyset.KeyUse;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.LocalKeys;
import io.berth.standalone.data.LocalKeys.KeySet;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SuiteKeySet;
import io.berth.standalone.service.SuiteKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Against services that have the keys of their files at once. */
@Timeout(60)
class KeyRotationTests {

  /** Asked for database passwords alone. */
  private static final PostgresAdmin POSTGRES =
      new PostgresAdmin("127.0.0.1", 1, "postgres", "unused");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String UNKNOWN = "the owner of the topic to say how long";

  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<HttpServer> servers = new ArrayList<>();
  private final Instant began = Instant.now();
  private DataDirectory data;

  @BeforeEach
  void listen() throws IOException {
    data = DataDirectory.of(directory);
    SuiteKeys made = SuiteKeys.of(data);
    LocalKeys stored = LocalKeys.of(data);
    made.sets().forEach(set -> stored.set(set.name(), () -> made.newKey(set)));
    for (Service service : Service.values()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/actuator/keys", exchange -> answer(exchange, JSON.writeValueAsBytes(report(service))));
      server.createContext(
          "/operator/commands",
          exchange ->
              answer(
                  exchange,
                  BerthJson.mapper()
                      .writerFor(Outcome.class)
                      .writeValueAsBytes(new Outcome.Done())));
      server.start();
      servers.add(server);
    }
  }

  @AfterEach
  void end() {
    servers.forEach(server -> server.stop(0));
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private KeyReport report(Service service) {
    SuiteKeys now = SuiteKeys.of(data);
    List<SuiteKeySet> events = of(KeyKind.EVENTS, now);
    List<HeldKeys> held = new ArrayList<>();
    List<KeyUse> uses = new ArrayList<>();
    for (SuiteKeySet set : events) {
      if (set.holders().contains(service)) {
        Set<String> known = new TreeSet<>();
        events.stream()
            .filter(other -> other.scope().equals(set.scope()))
            .filter(other -> other.holders().contains(service))
            .forEach(other -> known.addAll(now.of(other).keys().keySet()));
        boolean writes = set.writer() == service;
        held.add(
            HeldKeys.of(KeyKind.EVENTS, set.scope(), writes ? now.of(set).active() : null, known));
        if (writes && text().contains(UNKNOWN)) {
          long kept = Duration.ofDays(14).toSeconds();
          uses.add(new KeyUse(KeyKind.EVENTS, set.scope(), null, null, Map.of(), kept));
        }
      }
    }
    SuiteKeySet sealing = of(KeyKind.SEALING, now).getFirst();
    if (sealing.holders().contains(service)) {
      KeySet stored = now.of(sealing);
      held.add(HeldKeys.of(KeyKind.SEALING, "", stored.active(), stored.keys().keySet()));
    }
    if (service == Service.DID) {
      String active = now.of(sealing).active();
      Instant since = began.minus(Duration.ofHours(1));
      uses.add(
          new KeyUse(
              KeyKind.SEALING,
              "",
              Map.of(active, 3L),
              since.plus(Duration.ofMinutes(11)),
              Map.of(active, since),
              null));
    }
    return new KeyReport(service.id(), held, uses, null);
  }

  private static List<SuiteKeySet> of(KeyKind kind, SuiteKeys keys) {
    return keys.sets().stream().filter(set -> set.kind() == kind).toList();
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private List<URI> addresses() {
    return servers.stream()
        .map(server -> URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .toList();
  }

  private void rotate(SuiteKeys keys, KeyKind kind) throws InterruptedException {
    Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (BootstrapClient suite =
        new BootstrapClient(addresses().getFirst().toString(), "operator")) {
      new KeyRotation(keys, addresses(), suite, POSTGRES, progress).run(Set.of(kind), false);
    }
  }

  /** Records that nobody can verify are lost, revocations among them. */
  @Test
  void anEventKeyStaysUntilItIsKnownHowLongItsRecordsAreKept() throws Exception {
    SuiteKeys keys = SuiteKeys.of(data);
    rotate(keys, KeyKind.EVENTS);
    assertThat(text()).contains(UNKNOWN, "stays until").doesNotContain("dropping");
    assertThat(of(KeyKind.EVENTS, keys))
        .allSatisfy(set -> assertThat(keys.of(set).former()).isNotNull());
  }

  /** The services took the new key over; did-service has looked through everything long ago. */
  @Test
  void aChangeThatWasInterruptedWhileServicesTookTheKeyOverEndsMuchLater() throws Exception {
    SuiteKeys keys = SuiteKeys.of(data);
    SuiteKeySet sealing = of(KeyKind.SEALING, keys).getFirst();
    keys.change(sealing, set -> set.with(keys.newKey(sealing)).switched());
    rotate(keys, KeyKind.SEALING);
    assertThat(text()).contains("going on with the change", "sealing key: dropping");
    assertThat(keys.of(sealing).isSettled()).isTrue();
  }
}
