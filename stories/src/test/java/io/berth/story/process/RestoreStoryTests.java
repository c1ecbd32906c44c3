package io.berth.story.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.LaunchState;
import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.MerchantClient.Credentials;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.recording.PlatformUnreachable;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
import io.berth.service.json.BerthJson;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.data.FileTrees;
import io.berth.standalone.data.LocalSettings;
import io.berth.standalone.drill.SuiteProcess;
import io.berth.standalone.launcher.SuiteControl;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores a suite to a moment under load, with Kafka ahead of PostgreSQL, behind it, and empty.
 * Every time the books agree, exactly the payouts of before the moment are there, and what the
 * restored database says about apps counts.
 */
@Tag("long")
@Timeout(900)
class RestoreStoryTests {

  private static final String COMPANY = "restored";
  private static final Credentials MERCHANT = Demo.DRAGONEX;

  /** A second key of the merchant's app, disabled before the moment and enabled after it. */
  private static final Credentials DISABLED =
      new Credentials(MERCHANT.appId(), "disabledkey", "disabledsecret", MERCHANT.checkKey());

  /** An app that is made after the moment. */
  private static final Credentials UNKNOWN =
      new Credentials("unknownapp", "unknownkey", "unknownsecret", "unknowncheck");

  private static final long PLAYER = 1_000_000;
  private static final int SUCCESS = 1;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final int port = Service.freeGatewayPort();

  /** When each payout was sent, and when it was acknowledged. */
  private final Map<String, Instant> sent = new ConcurrentHashMap<>();

  private final Map<String, Instant> acknowledged = new ConcurrentHashMap<>();
  private volatile boolean paying = true;

  @Test
  void restoresToAMomentUnderLoadWhereverKafkaIs() throws Exception {
    try (SuiteProcess suite = up()) {
      suite.stop();
    }
    Path kafkaOfBefore = directory.resolve("kafka-of-before");
    copy(data().resolve("kafka"), kafkaOfBefore);

    Instant moment;
    try (SuiteProcess suite = up()) {
      Thread load = Thread.ofPlatform().start(this::payOut);
      awaitPayouts(50);
      run("backup", backup().toString());
      awaitPayouts(100);
      enable(DISABLED, true);
      enable(DISABLED, false);
      awaitServed(DISABLED, false);
      moment = Instant.now();
      awaitPayouts(150);
      put(unknown());
      awaitServed(UNKNOWN, true);
      for (int change = 0; change < 5; change++) {
        enable(DISABLED, change % 2 == 0);
      }
      awaitServed(DISABLED, true);
      // The restored database has the passwords of before.
      run("keys", "rotate", "database");
      paying = false;
      load.join();
      suite.stop();
    }

    restore(moment);
    assertRestored("Kafka ahead", moment);

    restore(moment);
    FileTrees.delete(data().resolve("kafka"));
    copy(kafkaOfBefore, data().resolve("kafka"));
    assertRestored("Kafka behind", moment);

    restore(moment);
    FileTrees.delete(data().resolve("kafka"));
    assertRestored("Kafka empty", moment);
  }

  private void assertRestored(String situation, Instant moment) throws Exception {
    try (SuiteProcess suite = up()) {
      Set<String> orders = orders();
      assertThat(orders)
          .as(situation)
          .hasSizeGreaterThanOrEqualTo(100)
          .allSatisfy(order -> assertThat(sent.get(order)).isBefore(moment));
      Map<String, Instant> lost = new HashMap<>(acknowledged);
      lost.keySet().removeAll(orders);
      assertThat(lost.values()).as(situation).allMatch(at -> at.isAfter(moment));
      run("audit");

      assertThat(isServed(UNKNOWN)).as(situation).isFalse();
      assertThat(isServed(DISABLED)).as(situation).isFalse();
      assertThat(isServed(MERCHANT)).as(situation).isTrue();
      enable(MERCHANT, false);
      awaitServed(MERCHANT, false);
      enable(MERCHANT, true);
      awaitServed(MERCHANT, true);
      put(unknown());
      awaitServed(UNKNOWN, true);
      assertThat(payOut("after_" + situation.replace(' ', '_'))).isTrue();
      run("audit");
      assertThat(suite.stop()).isZero();
    }
  }

  private void payOut() {
    for (int number = 0; paying; number++) {
      payOut("restore_" + number);
    }
  }

  private boolean payOut(String order) {
    sent.put(order, Instant.now());
    boolean paid =
        code(
                MERCHANT,
                "/api/v1/pay/app2user/do/",
                Map.of(
                    "trade_no", order,
                    "uid", PLAYER,
                    "coin_code", "usdt",
                    "volume", "0.01",
                    "scene", "restore",
                    "desc", "",
                    "device", "restore"))
            == SUCCESS;
    if (paid) {
      acknowledged.put(order, Instant.now());
    }
    return paid;
  }

  private void awaitPayouts(int count) {
    Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> acknowledged.size() >= count);
  }

  private boolean isServed(Credentials credentials) {
    return code(credentials, "/api/v1/admin/coin/detail/", Map.of("coin_code", "usdt")) == SUCCESS;
  }

  private void awaitServed(Credentials credentials, boolean served) {
    Awaitility.await().atMost(SOON).until(() -> isServed(credentials) == served);
  }

  private int code(Credentials credentials, String path, Map<String, ?> parameters) {
    Transcript silent = new Transcript(new PrintStream(OutputStream.nullOutputStream()));
    try (MerchantClient merchant =
        new MerchantClient(
            origin(), credentials, AccessKeyNames.DRAGONEX, silent, Clock.systemUTC())) {
      return merchant.post(path, parameters).code();
    } catch (Mismatch | PlatformUnreachable refused) {
      return -1;
    }
  }

  private void enable(Credentials key, boolean enabled) {
    put(PutApp.of(COMPANY, key.appId()).keys(List.of(newKey(key, enabled))).build());
  }

  private static PutApp unknown() {
    return PutApp.of(COMPANY, UNKNOWN.appId())
        .dialect("dragonex")
        .name(Map.of("en", "Unknown"))
        .adminLogin("merchant@example.com")
        .scopes(List.of(1, 7))
        .coins(List.of("usdt"))
        .keys(List.of(newKey(UNKNOWN, true)))
        .state(LaunchState.LIVE)
        .settings(Map.of("resp_check_key", BerthJson.mapper().valueToTree(UNKNOWN.checkKey())))
        .build();
  }

  private static NewKey newKey(Credentials key, boolean enabled) {
    return new NewKey(key.accessKey(), key.secretKey(), null, enabled);
  }

  private void put(PutApp app) {
    String token = LocalSettings.of(DataDirectory.of(data())).password("owner-token");
    try (BootstrapClient client = new BootstrapClient(origin(), token)) {
      assertThat(client.send(app)).isNotInstanceOf(Outcome.Refusal.class);
    }
  }

  private Set<String> orders() throws SQLException {
    Set<String> orders = new HashSet<>();
    try (Connection connection = SuiteControl.postgres(data()).connect("berth_pay");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "select trade_no from orders where status = 'PAID' and trade_no like 'restore%'")) {
      while (rows.next()) {
        orders.add(rows.getString(1));
      }
    }
    return orders;
  }

  private void restore(Instant moment) throws InterruptedException {
    run("restore", "--from", backup().toString(), "--at", moment.toString(), "--replace");
  }

  /** Runs a command of Berth on the data directory. */
  private void run(String... words) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data().toString()));
    try (SuiteProcess process = SuiteProcess.run(all)) {
      assertThat(process.awaitExit()).as(() -> process.lines().toString()).isZero();
      process.lines().forEach(System.out::println);
    }
  }

  private SuiteProcess up() throws IOException, InterruptedException {
    Path platform = Files.writeString(directory.resolve("platform.yaml"), platform());
    return SuiteProcess.run(
            List.of(
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data().toString(),
                "--bootstrap",
                platform.toString()))
        .awaitReady();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path backup() {
    return directory.resolve("backup");
  }

  private String origin() {
    return "http://localhost:" + port;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static String platform() {
    return String.format(
        Locale.ROOT,
        """
        coins: [{ id: 1, code: usdt, decimals: 6, price_usdt: "1" }]
        companies:
          - id: %s
            apps:
              - app_id: %s
                dialect: dragonex
                name: Restored
                admin: merchant@example.com
                scopes: [1, 5, 6, 7, 11, 12, 13]
                coins: [usdt]
                keys: [{ access_key: %s, secret_key: %s }]
                resp_check_key: %s
                balances: { coin: { usdt: "10000" } }
        users:
          - { login: player@example.com, uid: %d, password: berth-demo-1 }
        """,
        COMPANY,
        MERCHANT.appId(),
        MERCHANT.accessKey(),
        MERCHANT.secretKey(),
        MERCHANT.checkKey(),
        PLAYER);
  }
}
