package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.DoctorCommand.SendTestRequest;
import io.berth.api.doctor.DoctorOutcome.Exchanged;
import io.berth.dialect.api.Apps;
import io.berth.embedded.LocalPorts;
import io.berth.gateway.doctor.TestRequests;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BerthServers(kafka = true, shared = true)
class TestRequestIntegrationTests {
  private static final String PATH = "/api/v1/pay/order/detail/";

  @TempDir private Path folder;

  private static SendTestRequest asked(String path, Map<String, String> parameters) {
    return new SendTestRequest("POST", path, parameters, "", "");
  }

  private static Outcome send(
      RunningGateway gateway, long uid, String appId, SendTestRequest asked) {
    return gateway.bean(TestRequests.class).send(uid, appId, asked).block(TestPlatform.PATIENCE);
  }

  private static void knows(RunningGateway gateway, String appId) {
    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> gateway.bean(Apps.class).find(appId) != null);
  }

  private static Map<String, Object> withTest(String scheme, int port) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("berth.public-origin", scheme + "://berth.example");
    settings.put("berth.test-origin", scheme + "://test.berth.example");
    settings.put("berth.gateway.test-port", Integer.toString(port));
    return settings;
  }

  @Test
  void aSignedRequestOfTestIsSentAndTheSecretStays(TestKafka kafka) {
    TestPlatform platform = TestPlatform.with(kafka);
    platform.registers(platform.app("test:tried", "dragonex"));
    platform.registers(platform.app("tried", "dragonex"));
    try (RunningGateway gateway = platform.startGateway(withTest("http", LocalPorts.free()))) {
      knows(gateway, "test:tried");
      knows(gateway, "tried");
      Outcome outcome = send(gateway, 1, "test:tried", asked(PATH, Map.of("trade_no", "x")));
      assertThat(outcome).isInstanceOf(Exchanged.class);
      assertThat(outcome.toString()).doesNotContain(TestPlatform.SECRET);
      Exchanged exchanged = (Exchanged) outcome;
      assertThat(exchanged.request().url()).isEqualTo("http://test.berth.example" + PATH);
      assertThat(exchanged.request().signedText()).startsWith("POST\n").endsWith(PATH);
      assertThat(exchanged.response().requestId()).matches("[0-9a-f]{32}");
      assertThat(platform.pay.lastHeard().caller().path("app").asString()).isEqualTo("test:tried");

      int before = platform.pay.heard().size();
      assertThat(send(gateway, 1, "tried", asked(PATH, Map.of("trade_no", "x"))))
          .as("an app of live")
          .isEqualTo(Refusal.of(ErrorCode.APP_UNKNOWN));
      assertThat(send(gateway, 1, "test:tried", asked("/v1/order/detail", Map.of())))
          .as("an endpoint of another dialect")
          .isEqualTo(Refusal.of(ErrorCode.NO_CONTENT));
      assertThat(send(gateway, 1, "test:tried", asked("/account", Map.of())))
          .as("a page")
          .isEqualTo(Refusal.of(ErrorCode.NO_CONTENT));
      assertThat(send(gateway, 1, "test:tried", asked(PATH, Map.of("x", "y"))))
          .isEqualTo(Invalid.of("", "undeclared"));
      assertThat(
              send(gateway, 1, "test:tried", asked(PATH, Map.of("trade_no", "x".repeat(40_000)))))
          .isEqualTo(Invalid.of("", "too-long"));
      SendTestRequest split =
          new SendTestRequest("GET", "/api/v1/token/status/", Map.of(), "a\r\nHost: x", "device_1");
      assertThat(send(gateway, 1, "test:tried", split)).isEqualTo(Invalid.of("", "token-format"));
      assertThat(platform.pay.heard()).as("none of them is sent").hasSize(before);
    }
  }

  @Test
  void requestsOfOnePersonAreLimited(TestKafka kafka) {
    TestPlatform platform = TestPlatform.with(kafka);
    platform.registers(platform.app("test:often", "dragonex"));
    try (RunningGateway gateway = platform.startGateway(withTest("http", LocalPorts.free()))) {
      knows(gateway, "test:often");
      SendTestRequest asked = asked("/nothing", Map.of());
      assertThat(
              IntStream.range(0, 40).mapToObj(i -> send(gateway, 7, "test:often", asked)).toList())
          .contains(Refusal.of(ErrorCode.TOO_FREQUENT));
      assertThat(send(gateway, 8, "test:often", asked))
          .as("somebody else")
          .isEqualTo(Refusal.of(ErrorCode.NO_CONTENT));
    }
  }

  @Test
  void withoutTestModeNothingIsSent(TestKafka kafka) {
    TestPlatform platform = TestPlatform.with(kafka);
    platform.registers(platform.app("test:modeless", "dragonex"));
    assertThat(send(platform.gateway(), 1, "test:modeless", asked(PATH, Map.of())))
        .isEqualTo(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  @Test
  void aGatewayThatServesTlsReachesItself(TestKafka kafka) throws Exception {
    SelfSigned.write("test.berth.example", folder);
    TestPlatform platform = TestPlatform.with(kafka);
    platform.registers(platform.app("test:secure", "dragonex"));
    Map<String, Object> settings = withTest("https", LocalPorts.free());
    settings.put("server.ssl.bundle", "berth");
    settings.put(
        "spring.ssl.bundle.pem.berth.keystore.certificate", "file:" + folder.resolve("cert.pem"));
    settings.put(
        "spring.ssl.bundle.pem.berth.keystore.private-key", "file:" + folder.resolve("key.pem"));
    try (RunningGateway gateway = platform.startGateway(settings)) {
      knows(gateway, "test:secure");
      assertThat(send(gateway, 1, "test:secure", asked(PATH, Map.of("trade_no", "x"))))
          .isInstanceOf(Exchanged.class);
    }
  }
}
