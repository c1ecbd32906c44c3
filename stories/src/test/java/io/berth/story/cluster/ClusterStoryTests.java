package io.berth.story.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.FomoPlayer;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.service.Service;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Several instances of every service; each is stopped, then killed, under load. */
@Tag("long")
@Timeout(3_600)
class ClusterStoryTests {

  private static final Duration REVOCATION_LIMIT = Duration.ofSeconds(1);
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final int INVALID_TOKEN = 11020;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void stopsFailNoRequestAndKillsOnlyThoseInFlight() throws Exception {
    try (CallbackReceiver callbacks = CallbackReceiver.listen(0);
        Cluster cluster =
            Cluster.start(
                directory.resolve("data"),
                Version.current(),
                ClusterLoad.platform(callbacks),
                new Progress(System.out));
        ClusterLoad load = new ClusterLoad(cluster.origin())) {
      everyInstanceKnowsTheSame(cluster, load, callbacks);
      BigDecimal before = load.balance();
      load.start();
      Thread.sleep(CALM);
      assertThat(load.takeFailures()).isEmpty();

      List<ClusterLoad.Failure> failed = new ArrayList<>();
      for (Instance instance : cluster.replaceable()) {
        failed.addAll(restart(instance, load));
      }
      Thread.sleep(CALM);
      failed.addAll(load.takeFailures());
      System.out.println("after a restart of everything: " + load.done());
      assertThat(failed).as("failed while everything was restarted").isEmpty();
      Instant killing = Instant.now();
      for (Instance instance : cluster.replaceable()) {
        failed.addAll(kill(instance, load));
      }
      assertThat(failed).as("began after an instance was killed").isEmpty();
      load.stop();
      System.out.println("in the end: " + load.done());

      load.settleOpenOrders();
      assertThat(load.balance()).isEqualByComparingTo(load.expected(before));
      ClusterChecks.booksAreExact(cluster.data(), load);
      ClusterChecks.everyBalanceIsWhatItsEntriesSay(cluster.origin(), cluster.operatorToken());
      ClusterChecks.everyOrderIsCalledBack(load, callbacks, killing);
    }
  }

  private static List<ClusterLoad.Failure> restart(Instance instance, ClusterLoad load)
      throws Exception {
    Duration ended = instance.terminate();
    instance.start(Version.current());
    Duration ready = instance.awaitReady();
    List<ClusterLoad.Failure> failures = load.takeFailures();
    System.out.printf(
        Locale.ROOT,
        "SIGTERM %-18s ended in %.1f s, ready again in %.1f s, %d failed%n",
        instance,
        ended.toMillis() / 1e3,
        ready.toMillis() / 1e3,
        failures.size());
    failures.forEach(failure -> System.out.println("  " + failure));
    return failures;
  }

  /** Returns requests that failed although they began after the kill. */
  private static List<ClusterLoad.Failure> kill(Instance instance, ClusterLoad load)
      throws Exception {
    instance.kill();
    // Until it has ended it may take requests: an overloaded machine ends it 300 ms later.
    Instant ended = Instant.now();
    Thread.sleep(CALM);
    instance.start(Version.current());
    Duration ready = instance.awaitReady();
    Thread.sleep(CALM);
    List<ClusterLoad.Failure> failures = load.takeFailures();
    System.out.printf(
        Locale.ROOT,
        "SIGKILL %-18s ready again in %.1f s, %d failed%n",
        instance,
        ready.toMillis() / 1e3,
        failures.size());
    failures.forEach(failure -> System.out.println("  " + failure));
    return failures.stream().filter(failure -> failure.began().isAfter(ended)).toList();
  }

  private static void everyInstanceKnowsTheSame(
      Cluster cluster, ClusterLoad load, CallbackReceiver callbacks) throws Exception {
    for (Instance gateway : cluster.of(Service.GATEWAY)) {
      for (int i = 0; i < 4; i++) {
        assertThat(load.status(gateway.origin() + "/account")).isEqualTo(200);
        assertThat(load.status(gateway.origin() + "/console")).isEqualTo(200);
      }
    }
    revokedTokensAreRefusedEverywhere(cluster);
    payoutsTellTheMerchantsAnswer(cluster, callbacks);
    eachShardOfTheOutboxHasOneOwner(cluster);
  }

  private static void revokedTokensAreRefusedEverywhere(Cluster cluster) throws Exception {
    List<Instance> gateways = cluster.of(Service.GATEWAY);
    for (Instance gateway : gateways) {
      String token = ClusterLoad.signIn(cluster.origin(), "alice@example.com").text("access_token");
      try (MerchantClient here = ClusterLoad.client(gateway.origin())) {
        new DragonexMerchantApi(gateway.origin(), here).logOff(token);
      }
      Instant revoked = Instant.now();
      for (Instance other : gateways) {
        try (MerchantClient there = ClusterLoad.client(other.origin())) {
          while (status(there, token).code() != INVALID_TOKEN) {
            assertThat(Duration.between(revoked, Instant.now())).isLessThan(REVOCATION_LIMIT);
            Thread.sleep(PAUSE);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "revoked at %s, refused at %s after %d ms%n",
            gateway,
            other,
            Duration.between(revoked, Instant.now()).toMillis());
      }
    }
  }

  private static SignedResponse status(MerchantClient client, String token) {
    return client.getFromFrontEnd("/api/v1/token/status/", token, DragonexMerchantApi.DEVICE);
  }

  /** The instance that pays out is rarely the one that reads the callback's result for good. */
  private static void payoutsTellTheMerchantsAnswer(Cluster cluster, CallbackReceiver callbacks) {
    Transcript quiet = new Transcript(new PrintStream(OutputStream.nullOutputStream()));
    try (FomoClient client = new FomoClient(cluster.origin(), Demo.FOMO, quiet);
        FomoPlayer player = new FomoPlayer(cluster.origin(), client, "fomo@example.com")) {
      String user = player.register();
      FomoMerchantApi shop = new FomoMerchantApi(client, callbacks.url());
      for (int i = 0; i < 9; i++) {
        assertThat(shop.pay(user, "fomo_" + i, "1", Demo.PAY_PASSWORD).text("httpcode"))
            .isEqualTo("200");
      }
    }
  }

  private static void eachShardOfTheOutboxHasOneOwner(Cluster cluster) throws Exception {
    try (Connection connection = SuiteControl.postgres(cluster.data()).connect("berth_pay");
        Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "select count(*) filter (where owner is null), count(distinct owner)"
                    + " from outbox_shards")) {
      row.next();
      assertThat(row.getInt(1)).as("shards without an owner").isZero();
      assertThat(row.getInt(2))
          .as("instances that publish")
          .isEqualTo(cluster.of(Service.PAY).size());
    }
  }
}
