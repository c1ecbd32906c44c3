package io.berth.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Command;
import io.berth.api.PayCommand;
import io.berth.api.wire.WireTypes;
import io.berth.service.command.CommandHandlers;
import io.berth.test.LifecycleOrder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;

@PayServiceTest
class PayServiceIntegrationTests {

  @Autowired Merchant merchant;
  @LocalServerPort int port;

  @Value("${local.management.port}")
  int managementPort;

  @Test
  void isReadyAndShowsItsMeters() {
    merchant.opens();
    merchant.pays("meters", merchant.player("0"), "1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(managementPort, "/actuator/health/readiness").contains("\"UP\""));
    assertThat(get(managementPort, "/actuator/health/readiness")).contains("r2dbc", "topics");
    assertThat(get(managementPort, "/actuator/prometheus"))
        .contains(
            "berth_ledger_settle_seconds_count{",
            "outcome=\"Posted\"",
            "berth_audit_difference{",
            "berth_audit_last_finished{",
            "berth_outbox_published_total",
            "r2dbc_pool_acquired",
            "jvm_memory_used_bytes");
  }

  @Test
  void handlesEachCommandOnce(@Autowired List<CommandHandlers> features) {
    assertThat(CommandHandlers.join(features).types())
        .containsExactlyInAnyOrderElementsOf(
            WireTypes.records().stream()
                .filter(PayCommand.class::isAssignableFrom)
                .<Class<? extends Command>>map(type -> type.asSubclass(Command.class))
                .toList());
  }

  @Test
  void nothingStopsBeforeWhatNeedsIt(@Autowired ConfigurableApplicationContext context) {
    assertThat(LifecycleOrder.problems(context, CommandHandlers.class, RouterFunction.class))
        .isEmpty();
  }

  @Test
  void refusesCallersWithoutAToken() {
    assertThat(status("/commands")).isEqualTo(401);
    assertThat(status("/oauth/payment?code=x")).isEqualTo(401);
  }

  private int status(String path) {
    return send(port, path).statusCode();
  }

  private static String get(int port, String path) {
    return send(port, path).body();
  }

  private static java.net.http.HttpResponse<String> send(int port, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
