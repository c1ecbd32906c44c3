package io.berth.demo.traffic;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.GameServerClient;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.player.InboxReader;
import io.berth.demo.player.Player;
import io.berth.demo.recording.PlatformUnreachable;
import io.berth.demo.recording.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Walks the demo file's merchants through their dialects against a running suite. */
public final class Demo {

  public static final MerchantClient.Credentials DRAGONEX =
      new MerchantClient.Credentials(
          "appidfortest",
          "6b7ef684a6645325ae1505d5636cfb12",
          "2721a56546de5baf9cfc4b5ceb3cc59f",
          "testKey");

  /** The same app in test mode. */
  public static final MerchantClient.Credentials DRAGONEX_TEST =
      new MerchantClient.Credentials(
          "appidfortest",
          "test7ef684a6645325ae1505d5636cfb",
          "test1a56546de5baf9cfc4b5ceb3cc59",
          "testModeKey");

  public static final MerchantClient.Credentials ONES =
      new MerchantClient.Credentials(
          "qunheigame",
          "bb151762043f59f287d1275ec4b46f6e",
          "04e995f4f8135310b4a447affde15dff",
          "testKey");

  /** The same app in test mode. */
  public static final MerchantClient.Credentials ONES_TEST =
      new MerchantClient.Credentials(
          "qunheigame",
          "test51762043f59f287d1275ec4b46f6",
          "test95f4f8135310b4a447affde15dff",
          "testModeKey");

  public static final FomoClient.App FOMO =
      new FomoClient.App(
          "com.wenjing_game", "5f1d8c2e9b7a4036d1e8f25c60b94a7d83e0c1f6", "wenjing.com/back.php");

  /** The same app in test mode. */
  public static final FomoClient.App FOMO_TEST =
      new FomoClient.App(
          "com.wenjing_game", "7e578c2e9b7a4036d1e8f25c60b94a7d83e0c1f6", "wenjing.com/back.php");

  public static final String PASSWORD = "berth-demo-1";
  public static final String PAY_PASSWORD = "berth-pay-1";

  /** The callback URL of the demo file's apps. */
  public static final int CALLBACK_PORT = 9000;

  // A player may request 5 codes in 10 minutes; with turns, the demo can run more often.
  private static final List<String> PLAYERS =
      List.of("alice@example.com", "bob@example.com", "carol@example.com", "dave@example.com");

  private Demo() {}

  /** Reads the demo file and changes the port of its apps' callbacks. */
  public static String platform(int callbackPort) {
    try (InputStream file = Objects.requireNonNull(Demo.class.getResourceAsStream("/demo.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("127.0.0.1:" + CALLBACK_PORT, "127.0.0.1:" + callbackPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the demo file and changes the ports of callbacks, games and shops. */
  public static String platform(int callbackPort, int castlePort, int orchardPort, int shopsPort) {
    return platform(callbackPort)
        .replace("127.0.0.1:" + DemoApps.CASTLE_PORT, "127.0.0.1:" + castlePort)
        .replace("127.0.0.1:" + DemoApps.ORCHARD_PORT, "127.0.0.1:" + orchardPort)
        .replace("127.0.0.1:" + DemoApps.SHOPS_PORT, "127.0.0.1:" + shopsPort);
  }

  /**
   * Runs the demo; returns 0 when everything went as the protocols say, else 1.
   *
   * @throws IOException where the port of the merchants' callbacks is taken
   */
  public static int walk(String origin, PrintStream out) throws IOException {
    try (CallbackReceiver callbacks = CallbackReceiver.listen(CALLBACK_PORT)) {
      return walk(origin, callbacks, out);
    }
  }

  /** Runs the demo with a given receiver of callbacks. */
  public static int walk(String origin, CallbackReceiver callbacks, PrintStream out) {
    Mode live = new Mode(origin, DRAGONEX, ONES, FOMO, DemoApps.GAMES, InboxReader::ofSuite);
    return walk(live, callbacks, out);
  }

  /** Runs the demo in test mode: the same merchants, with other credentials at another origin. */
  public static int walkInTest(String testOrigin, CallbackReceiver callbacks, PrintStream out) {
    Mode test =
        new Mode(
            testOrigin,
            DRAGONEX_TEST,
            ONES_TEST,
            FOMO_TEST,
            DemoApps.TEST_GAMES,
            InboxReader::ofTest);
    return walk(test, callbacks, out);
  }

  /** All that differs for a merchant between live and test. */
  private record Mode(
      String origin,
      MerchantClient.Credentials dragonex,
      MerchantClient.Credentials ones,
      FomoClient.App fomo,
      DemoApps.GameKeys games,
      BiFunction<String, String, InboxReader> inboxes) {

    Player player(int index, Transcript transcript) {
      String login = PLAYERS.get(index % PLAYERS.size());
      return new Player(inboxes.apply(origin, login), login, PASSWORD, PAY_PASSWORD, transcript);
    }
  }

  private static int walk(Mode mode, CallbackReceiver callbacks, PrintStream out) {
    Transcript transcript = new Transcript(out);
    String origin = mode.origin;
    int first = RandomGenerator.getDefault().nextInt(PLAYERS.size());
    try {
      try (MerchantClient merchant =
              new MerchantClient(
                  origin, mode.dragonex, AccessKeyNames.DRAGONEX, transcript, Clock.systemUTC());
          Player player = mode.player(first, transcript)) {
        new DragonexWalk(origin, merchant, player, callbacks, transcript).walk();
      }
      try (MerchantClient merchant =
              new MerchantClient(
                  origin, mode.ones, AccessKeyNames.ONES, transcript, Clock.systemUTC());
          Player player = mode.player(first + 1, transcript)) {
        new OnesWalk(origin, merchant, player, callbacks, transcript).walk();
      }
      try (GameServerClient servers = new GameServerClient(transcript);
          Player castle = mode.player(first + 2, transcript);
          Player orchard = mode.player(first + 3, transcript)) {
        new WancmsWalk(origin, mode.games.login(), castle, servers, transcript).walk();
        new EgretWalk(origin, mode.games.orchard(), orchard, servers, transcript).walk();
      }
      try (FomoClient client = new FomoClient(origin, mode.fomo, transcript)) {
        Function<String, InboxReader> inboxes = login -> mode.inboxes.apply(origin, login);
        new FomoWalk(inboxes, client, callbacks, transcript).walk();
      }
    } catch (Mismatch | PlatformUnreachable e) {
      out.println();
      out.println("DIFFERENT: " + e.getMessage());
      return 1;
    }
    out.println();
    out.println("Everything went as the protocols say.");
    return 0;
  }
}
