package io.berth.story;

import io.berth.demo.game.DemoGame;
import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import io.berth.demo.shop.MerchantSite;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.launcher.Suite;
import io.berth.standalone.launcher.UpOptions;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One whole suite for all stories of this JVM, with the demo's platform in it. */
public final class RunningBerth {

  static final Transcript QUIET = new Transcript(new PrintStream(OutputStream.nullOutputStream()));

  private static final String[] PLAYERS = {"alice", "bob", "carol", "dave"};

  private static RunningBerth instance;

  private final Path data;
  private final Suite suite;
  private final CallbackReceiver callbacks;
  private final TraceReceiver traces;
  private final DemoGame wancms;
  private final DemoGame egret;
  private final MerchantSite shops;
  private final AtomicInteger turn = new AtomicInteger();

  private RunningBerth(
      Path data,
      Suite suite,
      CallbackReceiver callbacks,
      TraceReceiver traces,
      DemoGame wancms,
      DemoGame egret,
      MerchantSite shops) {
    this.data = data;
    this.suite = suite;
    this.callbacks = callbacks;
    this.traces = traces;
    this.wancms = wancms;
    this.egret = egret;
    this.shops = shops;
  }

  public static synchronized RunningBerth get() {
    if (instance == null) {
      try {
        instance = start();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return instance;
  }

  private static RunningBerth start() throws IOException, InterruptedException {
    Path data = DataDirectory.newEphemeral();
    CallbackReceiver callbacks = CallbackReceiver.listen(0);
    int port = Service.freeGatewayPort();
    String origin = "http://localhost:" + port;
    DemoGame wancms = DemoGame.wancms(0, origin, DemoApps.GAMES);
    DemoGame egret = DemoGame.egret(0, origin, DemoApps.GAMES);
    String testOrigin = "http://localhost:" + Service.testPort(port);
    DemoGame testWancms = DemoGame.wancms(0, testOrigin, DemoApps.TEST_GAMES);
    DemoGame testEgret = DemoGame.egret(0, testOrigin, DemoApps.TEST_GAMES);
    MerchantSite shops = MerchantSite.start(0, origin);
    String platform =
        Demo.platform(callbacks.port(), wancms.port(), egret.port(), shops.port())
            .replace(":" + DemoApps.TEST_CASTLE_PORT + "/", ":" + testWancms.port() + "/")
            .replace(":" + DemoApps.TEST_ORCHARD_PORT + "/", ":" + testEgret.port() + "/")
            // A second key, for requests from an address that it is not bound to.
            .replace(
                "        resp_check_key: testKey\n        balances: { coin: { usdt: \"10000\", dt",
                "          - { access_key: elsewhere, secret_key: elsewhere, ips: [\"203.0.113.0/24\"] }\n"
                    + "        resp_check_key: testKey\n        balances: { coin: { usdt: \"10000\", dt");
    Path file = Files.writeString(data.resolve("platform.yaml"), platform);
    // Stories about newcomers tell how their apps are let in, too.
    System.setProperty("berth.did.apps.approval", "manual");
    TraceReceiver traces = TraceReceiver.listen();
    System.setProperty("berth.tracing.endpoint", traces.endpoint());
    System.setProperty("berth.tracing.sampling", "1");
    Suite suite =
        Suite.start(
            UpOptions.ephemeral(port, data, file),
            Map.of("dragonex", shops.origin() + "/dragonex/"),
            new Progress(System.out));
    Runtime.getRuntime().addShutdownHook(new Thread(suite::close));
    return new RunningBerth(data, suite, callbacks, traces, wancms, egret, shops);
  }

  public String origin() {
    return suite.origin();
  }

  String testOrigin() {
    return suite.testOrigin();
  }

  /** Where servers and services keep everything. */
  public Path data() {
    return data;
  }

  String operatorToken() {
    return suite.operatorToken();
  }

  public DemoGame wancms() {
    return wancms;
  }

  public DemoGame egret() {
    return egret;
  }

  public MerchantSite shops() {
    return shops;
  }

  CallbackReceiver callbacks() {
    return callbacks;
  }

  TraceReceiver traces() {
    return traces;
  }

  MerchantClient dragonex(Clock clock) {
    return new MerchantClient(origin(), Demo.DRAGONEX, AccessKeyNames.DRAGONEX, QUIET, clock);
  }

  MerchantClient dragonex(MerchantClient.Credentials credentials) {
    return new MerchantClient(
        origin(), credentials, AccessKeyNames.DRAGONEX, QUIET, Clock.systemUTC());
  }

  MerchantClient dragonexAt(String origin, MerchantClient.Credentials credentials) {
    return new MerchantClient(
        origin, credentials, AccessKeyNames.DRAGONEX, QUIET, Clock.systemUTC());
  }

  /** Alice in test mode. */
  Player testPlayer() {
    return Player.inTest(
        testOrigin(), "alice@example.com", Demo.PASSWORD, Demo.PAY_PASSWORD, QUIET);
  }

  MerchantClient ones() {
    return new MerchantClient(origin(), Demo.ONES, AccessKeyNames.ONES, QUIET, Clock.systemUTC());
  }

  /** Another one each time, since codes are not mailed to one without end. */
  Player player() {
    String name = PLAYERS[turn.getAndIncrement() % PLAYERS.length];
    return new Player(origin(), name + "@example.com", Demo.PASSWORD, Demo.PAY_PASSWORD, QUIET);
  }
}
