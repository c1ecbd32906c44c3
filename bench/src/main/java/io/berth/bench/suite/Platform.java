package io.berth.bench.suite;

import io.berth.bench.load.Traffic.Merchant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The data of a measured suite: apps of the DragonEx protocol with keys and many coins, and
 * players.
 *
 * @param receiverPort port of all apps' callbacks; each app has a path
 * @param answering number of apps whose receivers respond; the first ones
 * @param hanging number of apps whose receivers never respond
 */
public record Platform(int receiverPort, int answering, int hanging) {

  /** Number of apps; several, since the limit per app is 2,000 requests per second. */
  public static final int APPS = 10;

  /** One more app, whose receiver never responds. */
  public static final int HANGING = APPS;

  /** Number of apps of a platform that has many; a tenth of their receivers never responds. */
  public static final int MANY = 1_000;

  public static final long FIRST_PLAYER = 1_000_000;
  public static final int PLAYERS = 10;

  /** Users with an account who have never used any of the apps. */
  public static final long FIRST_TIME_PAYEE_UID = FIRST_PLAYER + PLAYERS;

  public static final int FIRST_TIME_PAYEES = 10;
  public static final String PASSWORD = "berth-bench-1";
  public static final String CHECK_KEY = "check-key-of-bench";
  public static final String REDIRECT = "http://127.0.0.1:5500/bench/";

  static Platform usual(int receiverPort) {
    return new Platform(receiverPort, APPS, 1);
  }

  static Platform withManyApps(int receiverPort) {
    return new Platform(receiverPort, MANY - MANY / 10, MANY / 10);
  }

  public static List<Merchant> merchants() {
    return IntStream.range(0, APPS).mapToObj(Platform::merchant).toList();
  }

  public static Merchant merchant(int app) {
    return new Merchant(
        "bench" + app,
        String.format(Locale.ROOT, "%032x", 0xacce55 + app),
        String.format(Locale.ROOT, "%032x", 0x5ec2e7 + app));
  }

  public static String login(int player) {
    return "player" + player + "@example.com";
  }

  /** The path of an app's callbacks. */
  private String path(int app) {
    return (app >= answering ? Receiver.HANGS : Receiver.ANSWERS) + app;
  }

  String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            coins: [{ id: 1, code: usdt, decimals: 6, price_usdt: "1" }]
            companies:
              - id: bench
                apps:
            """);
    for (int app = 0; app < answering + hanging; app++) {
      yaml.append(app(app));
    }
    yaml.append("users:\n");
    for (int player = 0; player < PLAYERS; player++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  - { login: %s, uid: %d, password: %s, open_ids: { %s } }\n",
              login(player),
              FIRST_PLAYER + player,
              PASSWORD,
              openIds(player)));
    }
    for (int payee = 0; payee < FIRST_TIME_PAYEES; payee++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  - { login: stranger%d@example.com, uid: %d, password: %s }\n",
              payee,
              FIRST_TIME_PAYEE_UID + payee,
              PASSWORD));
    }
    return yaml.toString();
  }

  /** Players have used every app before. */
  private static String openIds(int player) {
    return IntStream.rangeClosed(0, APPS)
        .mapToObj(
            app ->
                String.format(
                    Locale.ROOT, "bench%d: \"%032x\"", app, 0x0be700 + 100L * player + app))
        .collect(Collectors.joining(", "));
  }

  private String app(int app) {
    Merchant merchant = merchant(app);
    return String.format(
        Locale.ROOT,
        """
              - app_id: %s
                dialect: dragonex
                name: Bench
                admin: merchant%d@example.com
                redirect_urls: ["%s"]
                callback_url: "http://127.0.0.1:%d%s"
                scopes: [1, 5, 6, 7, 11, 12, 13]
                coins: [usdt]
                keys: [{ access_key: "%s", secret_key: "%s" }]
                resp_check_key: %s
                balances: { coin: { usdt: "1000000000" } }
        """,
        merchant.appId(),
        app,
        REDIRECT,
        receiverPort,
        path(app),
        merchant.accessKey(),
        merchant.secretKey(),
        CHECK_KEY);
  }
}
