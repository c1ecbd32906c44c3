package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.CommandLine;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.keys.KeysCommand;
import io.berth.standalone.launcher.AuditCommand;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All keys are changed while merchants ask and pay out, and the change is interrupted. */
@Tag("long")
@Timeout(1_200)
class KeyRotationStoryTests {

  private static final int PAID = 1;
  private static final int TOO_FREQUENT = 12;
  private static final BigDecimal VOLUME = new BigDecimal("0.001");

  private final RunningBerth berth = RunningBerth.get();

  /** Signed requests and payouts from several threads. */
  private final class Load implements AutoCloseable {

    private static final int THREADS = 3;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MerchantClient merchant = berth.dragonex(Clock.systemUTC());
    private final AtomicInteger paid = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    void start() {
      for (int thread = 0; thread < THREADS; thread++) {
        threads.add(Thread.ofPlatform().start(this::ask));
      }
    }

    private void ask() {
      while (running) {
        try {
          SignedResponse payout =
              merchant.post(
                  "/api/v1/pay/app2user/do/",
                  Map.of(
                      "trade_no", "keys" + UUID.randomUUID().toString().replace("-", ""),
                      "uid", 1_000_000,
                      "coin_code", "usdt",
                      "volume", VOLUME.toPlainString(),
                      "scene", "keys",
                      "desc", "",
                      "device", "keys"));
          if (payout.code() == PAID) {
            paid.incrementAndGet();
          } else if (payout.code() != TOO_FREQUENT) {
            failures.add("payout: " + payout.code());
          }
          int balance = balance().code();
          if (balance != PAID && balance != TOO_FREQUENT) {
            failures.add("balance: " + balance);
          }
          Thread.sleep(PAUSE);
        } catch (RuntimeException e) {
          failures.add(e.toString());
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    SignedResponse balance() {
      return merchant.post("/api/v1/admin/coin/detail/", Map.of("coin_code", "usdt"));
    }

    void stop() throws InterruptedException {
      running = false;
      for (Thread thread : threads) {
        thread.join();
      }
    }

    @Override
    public void close() {
      merchant.close();
    }
  }

  /** Ends the command at once, as a kill does. */
  private static final class Killed extends RuntimeException {}

  /** Kills the command once it says something. */
  private static final class Killing extends PrintStream {

    private final AtomicReference<String> at;
    private final PrintStream transcript;

    Killing(String at, PrintStream transcript) {
      super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
      this.at = new AtomicReference<>(at);
      this.transcript = transcript;
    }

    @Override
    public void println(String line) {
      transcript.println(line);
      String waited = at.get();
      if (waited != null && line.contains(waited)) {
        at.set(null);
        throw new Killed();
      }
    }
  }

  private int rotate(PrintStream out) throws InterruptedException {
    CommandLine line = new CommandLine(List.of("rotate", "all"), Set.of("--data"), Set.of("--now"));
    return KeysCommand.run(line, berth.data(), new Progress(out));
  }

  private BigDecimal total(Load load) {
    return new BigDecimal(load.balance().text("total"));
  }

  @Test
  void noRequestFailsAndTheBooksAreExact() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream transcript = new PrintStream(said, true, StandardCharsets.UTF_8);
    SignedInClients session = SignedInClients.as(berth, "alice@example.com");
    try (Load load = new Load()) {
      BigDecimal before = total(load);
      load.start();
      for (String step : List.of("adding", "signs and encrypts", "nothing is under")) {
        assertThatThrownBy(() -> rotate(new Killing(step, transcript)))
            .as(step)
            .isInstanceOf(Killed.class);
      }
      assertThat(rotate(transcript)).isZero();
      load.stop();

      assertThat(load.failures).as(() -> text(said)).isEmpty();
      assertThat(load.paid.get()).isGreaterThan(100);
      assertThat(before.subtract(total(load)))
          .isEqualByComparingTo(VOLUME.multiply(BigDecimal.valueOf(load.paid.get())));
    }
    assertThat(text(said))
        .contains("going on with the change")
        .contains("sealing key: dropping k1")
        .contains("caller key gateway > pay-service: dropping")
        .contains("database password of pay-service: dropping p1")
        .contains("event key orders of pay-service: pay1 stays until");
    String keys = Files.readString(berth.data().resolve("keys/did-service.yml"));
    assertThat(keys).doesNotContain("berth.secrets.keys.k1").contains("berth.secrets.keys.2");
    assertThat(account(session)).as("sessions outlive the change").isEqualTo(200);
    try (BootstrapClient suite = new BootstrapClient(berth.origin(), berth.operatorToken())) {
      assertThat(AuditCommand.run(suite, new Progress(transcript))).isZero();
    }
  }

  private static String text(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8);
  }

  private int account(SignedInClients session) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(berth.origin() + "/account"))
                  .header("Cookie", session.cookies())
                  .header("Accept", "text/html")
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
