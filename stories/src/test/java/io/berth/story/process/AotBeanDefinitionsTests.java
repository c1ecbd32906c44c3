package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.game.DemoGame;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.shop.MerchantSite;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.service.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests services that start with AOT bean definitions, as after an AOT training run. */
@Timeout(600)
class AotBeanDefinitionsTests {

  @TempDir Path directory;

  @Test
  void servicesWithAotBeanDefinitionsServeEveryDialect() throws Exception {
    Path beans = directory.resolve("beans.jar");
    try (SuiteProcess writer = SuiteProcess.run(List.of("aot-beans", beans.toString()))) {
      assertThat(writer.awaitExit()).as(() -> writer.lines().toString()).isZero();
    }
    int port = Service.freeGatewayPort();
    String origin = "http://localhost:" + port;
    try (CallbackReceiver callbacks = CallbackReceiver.listen(0);
        DemoGame castle = DemoGame.wancms(0, origin, DemoApps.GAMES);
        DemoGame orchard = DemoGame.egret(0, origin, DemoApps.GAMES);
        MerchantSite shops = MerchantSite.start(0, origin)) {
      String platform =
          Demo.platform(callbacks.port(), castle.port(), orchard.port(), shops.port());
      Path file = Files.writeString(directory.resolve("platform.yaml"), platform);
      String data = directory.resolve("data").toString();
      List<String> up =
          List.of(
              "up",
              "--port",
              Integer.toString(port),
              "--data",
              data,
              "--bootstrap",
              file.toString());
      try (SuiteProcess suite = SuiteProcess.run(beans, up).awaitReady()) {
        assertWalks(origin, callbacks);
        assertThat(suite.stop()).isZero();
      }
    }
  }

  private static void assertWalks(String origin, CallbackReceiver callbacks) {
    ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(transcript, true, StandardCharsets.UTF_8);
    assertThat(Demo.walk(origin, callbacks, out))
        .as(() -> transcript.toString(StandardCharsets.UTF_8))
        .isZero();
  }
}
