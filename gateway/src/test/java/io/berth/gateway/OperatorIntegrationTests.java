package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what only the operator can do through the gateway. */
@BerthServers(kafka = true, shared = true)
class OperatorIntegrationTests {

  private static final String PATH = "/operator/commands";
  private static final String BEARER = "Bearer " + TestPlatform.OPERATOR_TOKEN;

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
  }

  private static HttpResponse<String> sends(
      RunningGateway gateway, String command, String... headers) {
    return gateway.send(PATH, request -> request.POST(BodyPublishers.ofString(command)), headers);
  }

  @Test
  void nothingStopsBeforeWhatNeedsIt() {
    assertThat(gateway.lifecycleProblems()).isEmpty();
  }

  @Test
  void commandGoesToTheServiceThatCarriesItOut() {
    HttpResponse<String> coin =
        sends(
            gateway,
            "{\"type\":\"PutCoin\",\"id\":1,\"code\":\"usdt\",\"decimals\":6}",
            "Authorization",
            BEARER);
    assertThat(coin.statusCode()).isEqualTo(200);
    assertThat(coin.body()).isEqualTo("{\"type\":\"Done\"}");
    assertThat(platform.pay.lastHeard().command()).isInstanceOf(BalanceCommand.PutCoin.class);
    assertThat(platform.pay.lastHeard().caller().path("kind").asString()).isEqualTo("OPERATOR");

    sends(gateway, "{\"type\":\"Republish\"}", "Authorization", BEARER);
    assertThat(platform.did.lastHeard().command()).isInstanceOf(ManagementCommand.Republish.class);
  }

  @Test
  void onlyTheOwnersTokenSaysThatNothingWaits() {
    String republish = "{\"type\":\"Republish\"}";
    assertThat(sends(gateway, republish, "Authorization", BEARER).statusCode()).isEqualTo(200);
    assertThat(platform.did.lastHeard().caller().path("prm")).isEmpty();
    String owner = "owner-token-of-the-tests-0123456789";
    assertThat(sends(gateway, republish, "Authorization", "Bearer " + owner).statusCode())
        .as("where none is configured")
        .isEqualTo(401);
    Map<String, String> both =
        Map.of(
            "berth.gateway.operator-token",
            TestPlatform.OPERATOR_TOKEN,
            "berth.gateway.owner-token",
            owner);
    try (RunningGateway local = platform.startGateway(both)) {
      assertThat(sends(local, republish, "Authorization", BEARER).statusCode()).isEqualTo(200);
      assertThat(platform.did.lastHeard().caller().path("prm")).isEmpty();
      assertThat(sends(local, republish, "Authorization", "Bearer " + owner).statusCode())
          .isEqualTo(200);
      assertThat(platform.did.lastHeard().caller().path("prm"))
          .singleElement()
          .satisfies(
              permission -> assertThat(permission.asString()).isEqualTo(ManagementCommand.DIRECT));
    }
  }

  @Test
  void theFormerTokenStaysGoodBesideTheNewOne() {
    String republish = "{\"type\":\"Republish\"}";
    String next = "next-" + TestPlatform.OPERATOR_TOKEN;
    String both = TestPlatform.OPERATOR_TOKEN + "," + next;
    try (RunningGateway changing =
        platform.startGateway(Map.of("berth.gateway.operator-token", both))) {
      for (String token : List.of(TestPlatform.OPERATOR_TOKEN, next)) {
        assertThat(sends(changing, republish, "Authorization", "Bearer " + token).statusCode())
            .isEqualTo(200);
      }
      assertThat(sends(changing, republish, "Authorization", "Bearer " + both).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void withoutTheTokenNothingIsCarriedOut() {
    int before = platform.did.heard().size();
    assertThat(sends(gateway, "{\"type\":\"Republish\"}").statusCode()).isEqualTo(401);
    assertThat(
            sends(gateway, "{\"type\":\"Republish\"}", "Authorization", BEARER + "x").statusCode())
        .isEqualTo(401);
    assertThat(platform.did.heard()).hasSize(before);
  }

  @Test
  void whatIsNoCommandIsRefused() {
    assertThat(sends(gateway, "{\"type\":\"Nonsense\"}", "Authorization", BEARER).statusCode())
        .isEqualTo(400);
    assertThat(sends(gateway, "", "Authorization", BEARER).statusCode()).isEqualTo(400);
    assertThat(sends(gateway, " ".repeat(300_000), "Authorization", BEARER).statusCode())
        .isEqualTo(413);
  }

  @Test
  void withoutConfigurationThereIsNeitherOperatorNorInbox() {
    try (RunningGateway plain = platform.startGateway(Map.of())) {
      assertThat(sends(plain, "{\"type\":\"Republish\"}", "Authorization", BEARER).statusCode())
          .isEqualTo(404);
      assertThat(plain.get("/local/inbox").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void inboxIsForThisMachineOnly() {
    try (RunningGateway local =
        platform.startGateway(
            Map.of(
                "berth.gateway.local-inbox-url",
                platform.console.url(),
                "berth.gateway.trusted-proxies",
                "127.0.0.1"))) {
      HttpResponse<String> here = local.get("/local/inbox?to=a%40example.com");
      assertThat(here.statusCode()).isEqualTo(200);
      assertThat(here.body())
          .contains("/local/inbox?to=a%40example.com")
          .doesNotContain("berth-caller");
      assertThat(local.get("/local/inbox", "X-Forwarded-For", "203.0.113.5").statusCode())
          .isEqualTo(404);
      try (RawConnection rebound = new RawConnection(local)) {
        rebound.writes("GET /local/inbox HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertThat(rebound.reads().status()).isEqualTo(404);
      }
    }
  }
}
