package io.berth.bench.tokens;

import io.berth.bench.load.Traffic.Code;
import io.berth.bench.load.Traffic.Merchant;
import io.berth.bench.suite.Platform;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Signs players in and gives their consent to apps. */
final class PlayerConsents implements AutoCloseable {

  static final String SCOPES = "1,7,11,12";
  static final String STATE = "state_of_bench";
  static final String DEVICE = "device_bench";

  private static final int BROWSERS = 8;

  private final String origin;
  private final List<Merchant> merchants = Platform.merchants();
  private final ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
  private final List<Player> players = new ArrayList<>();

  PlayerConsents(String origin) {
    this.origin = origin;
    for (int i = 0; i < BROWSERS; i++) {
      players.add(player(i));
    }
  }

  private Player player(int number) {
    return new Player(
        origin,
        Platform.login(number % Platform.PLAYERS),
        Platform.PASSWORD,
        Platform.PASSWORD,
        new Transcript(new PrintStream(OutputStream.nullOutputStream())));
  }

  /** Returns authorization codes of all apps in turn. */
  List<Code> codes(int count) throws InterruptedException {
    List<Callable<List<Code>>> work = new ArrayList<>();
    for (int browser = 0; browser < BROWSERS; browser++) {
      int first = browser;
      work.add(
          () -> {
            List<Code> codes = new ArrayList<>();
            for (int i = first; i < count; i += BROWSERS) {
              codes.add(allow(players.get(first), merchants.get(i % merchants.size())));
            }
            return codes;
          });
    }
    List<Code> all = new ArrayList<>();
    for (Future<List<Code>> each : browsers.invokeAll(work)) {
      all.addAll(result(each));
    }
    return all;
  }

  /** Measures how many new browsers per second sign in with a password and consent. */
  double signInsPerSecond(double seconds) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Callable<Long>> work = new ArrayList<>();
    for (int browser = 0; browser < BROWSERS; browser++) {
      int number = browser;
      work.add(
          () -> {
            long done = 0;
            while (System.nanoTime() < end) {
              try (Player fresh = player(number)) {
                allow(fresh, merchants.get(number));
              }
              done++;
            }
            return done;
          });
    }
    long done = 0;
    for (Future<Long> each : browsers.invokeAll(work)) {
      done += result(each);
    }
    return done / ((System.nanoTime() - start) / 1e9);
  }

  private Code allow(Player player, Merchant merchant) {
    Page redirect =
        player.allow(
            origin
                + "/oauth/login/?app_id="
                + merchant.appId()
                + "&scopes="
                + SCOPES
                + "&state="
                + STATE
                + "&device="
                + DEVICE
                + "&redirect_url="
                + URLEncoder.encode(Platform.REDIRECT, StandardCharsets.UTF_8));
    String code = redirect.redirectParameters().get("code");
    if (code == null) {
      throw new IllegalStateException("no code: " + redirect);
    }
    return new Code(merchant, code);
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    browsers.shutdownNow();
    players.forEach(Player::close);
  }
}
