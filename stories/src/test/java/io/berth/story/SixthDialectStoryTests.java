package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.CheckApp;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.dialect.Dialects;
import io.berth.standalone.bootstrap.Bootstrap;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A protocol that only these tests know ({@code io.berth.dialect.quay}) is spoken by every service.
 */
class SixthDialectStoryTests {

  private static final String BACK = "http://127.0.0.1:5500/back?lang=en";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RunningBerth berth = RunningBerth.get();
  private final String unique = UUID.randomUUID().toString().replace("-", "");
  private final String appId = "q" + unique;
  private final String secret = "secret-" + unique;
  private final String ref = "r" + unique.substring(1);
  private final BootstrapClient operator =
      new BootstrapClient(berth.origin(), berth.operatorToken());
  @TempDir Path directory;
  private QuayMerchant merchant;

  @BeforeEach
  void open() throws IOException {
    merchant = new QuayMerchant(berth.origin(), appId, secret);
  }

  @AfterEach
  void close() {
    merchant.close();
    operator.close();
  }

  private void bootstraps(String settings) {
    String file =
        """
        companies:
          - id: c%s
            apps:
              - app_id: %s
                dialect: quay
                admin: %s@example.com
                redirect_urls: ["%s"]
                callback_url: "%s"
                scopes: [5]
                coins: [usdt]
        """
            .formatted(unique, appId, appId, BACK, merchant.callbackUrl());
    try {
      Path written = Files.writeString(directory.resolve("quay.yaml"), file + settings);
      Bootstrap.read(List.of(written)).apply(operator, System.out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void bootstraps(String secret, String harbour) {
    bootstraps("        quay_secret: %s\n        harbour: %s\n".formatted(secret, harbour));
    Awaitility.await()
        .atMost(SOON)
        .until(
            () ->
                ask("order", Map.of("ref", "none"))
                    .headers()
                    .firstValue("Quay-Sealed")
                    .equals(java.util.Optional.of(harbour)));
  }

  private HttpResponse<String> ask(String endpoint, Map<String, String> parameters) {
    return merchant.post(endpoint, parameters);
  }

  private String payUrl() {
    Map<String, String> charge = Map.of("ref", ref, "coin", "usdt", "amount", "1.50", "back", BACK);
    String[] answer = ask("charge", charge).body().split("\n");
    assertThat(answer).hasSize(2);
    assertThat(answer[0]).isEqualTo("0 aye");
    assertThat(answer[1]).startsWith("pay " + berth.origin() + "/quay/pay?code=");
    return answer[1].substring("pay ".length());
  }

  private List<QuayMerchant.Callback> callbacks(int count) {
    Awaitility.await().atMost(SOON).until(() -> merchant.callbacks(ref).size() >= count);
    return merchant.callbacks(ref);
  }

  @Test
  void nobodyElseKnowsIt() {
    assertThat(Dialects.installed().byId("quay")).isNotNull();
    bootstraps(secret, "north");
    HttpResponse<String> refused = merchant.post("order", Map.of("ref", ref), "wrong");
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(refused.headers().firstValue("Quay-Sealed")).contains("north");
    assertThat(refused.body()).isEqualTo("1 not signed\n");
    assertThat(ask("order", Map.of("ref", ref)).body()).isEqualTo("2 cannot be\n");
    assertThat(ask("nothing", Map.of()).body()).isEqualTo("2 cannot be\n");
  }

  @Test
  void anOrderIsPaidOnItsPageAndCalledBackInItsFormat() {
    bootstraps(secret, "north");
    String payUrl = payUrl();
    assertThat(ask("order", Map.of("ref", ref)).body())
        .isEqualTo("0 aye\namount 1.5 usdt\nref " + ref + "\nstate pending\n");
    try (Player player = berth.player()) {
      Page paid = player.pay(payUrl);
      assertThat(paid.location()).isEqualTo(BACK + "&ref=" + ref + "&state=paid");
    }
    List<QuayMerchant.Callback> callbacks = callbacks(2);
    assertThat(callbacks).allSatisfy(callback -> assertThat(merchant.signed(callback)).isTrue());
    assertThat(callbacks.getFirst().method()).isEqualTo("PUT");
    assertThat(callbacks.getFirst().fields())
        .containsEntry("amount", "1.5 usdt")
        .containsEntry("state", "paid")
        .containsEntry("harbour", "north");
    assertThat(Duration.between(callbacks.get(0).at(), callbacks.get(1).at()))
        .as("200 is no yes, and a second later is its own time to ask again")
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(30));
    Awaitility.await()
        .during(Duration.ofMillis(1500))
        .atMost(SOON)
        .until(() -> merchant.callbacks(ref).size() == 2);
  }

  @Test
  void aChangedSettingIsUsedFromThenOn() {
    bootstraps(secret, "north");
    bootstraps(secret, "south");
    String payUrl = payUrl();
    bootstraps("        harbour: west\n");
    try (Player player = berth.player()) {
      player.cancel(payUrl);
    }
    assertThat(callbacks(1).getFirst().fields())
        .containsEntry("state", "cancelled")
        .containsKey("sig");
    Awaitility.await()
        .atMost(SOON)
        .until(
            () ->
                ask("order", Map.of("ref", ref))
                    .headers()
                    .firstValue("Quay-Sealed")
                    .equals(java.util.Optional.of("west")));
  }

  @Test
  void whatItRequiresIsMissedBeforeAnythingIsApplied() {
    assertThatThrownBy(() -> bootstraps("        harbour: north\n"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Nothing was applied: ")
        .hasMessageContaining("quay.yaml:4: companies[0].apps[0].quay_secret ");
    assertThatThrownBy(() -> bootstraps("        harbour: NORTH\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quay.yaml:11: companies[0].apps[0].harbour must be");
    assertThat(ask("order", Map.of("ref", ref)).headers().firstValue("Quay-Sealed")).isEmpty();
    bootstraps(secret, "north");
    PutApp foreign = PutApp.of("c" + unique, appId).dialect("ones").build();
    assertThat(operator.send(new CheckApp(foreign)))
        .isEqualTo(
            Outcome.Refusal.of(ErrorCode.BAD_PARAMETER, "dialect: an app keeps its own, quay"));
  }

  @Test
  void itsSecretIsWrittenNowhereAsItIs() throws IOException {
    String harbour = "plain" + unique.replaceAll("[0-9]", "z").substring(0, 20);
    bootstraps(secret, harbour);
    assertThat(isWritten(harbour)).as("what is no secret is found").isTrue();
    assertThat(isWritten(secret)).isFalse();
  }

  /**
   * In the database, its log, Kafka's, or those of the services. The lock is let alone: a process
   * that opens a file and closes it gives back the lock that it has on it.
   */
  private boolean isWritten(String text) throws IOException {
    byte[] searched = text.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(berth.data())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.equals(berth.data().resolve("lock")))
          .anyMatch(file -> holds(file, searched));
    }
  }

  private static boolean holds(Path file, byte[] searched) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.contains(new String(searched, StandardCharsets.ISO_8859_1));
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
