package io.berth.demo.shop;

import io.berth.demo.game.DemoGame;
import io.berth.demo.merchant.DemoApps;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the sites of the demo file's merchants; leaves out one whose port is taken. */
public final class DemoSites implements AutoCloseable {

  @FunctionalInterface
  private interface Opening {
    /** Starts a site and returns how to close it. */
    Runnable open() throws IOException;
  }

  private final Deque<Runnable> open = new ArrayDeque<>();
  private final Map<String, String> journeys = new LinkedHashMap<>();

  private DemoSites() {}

  public static DemoSites none() {
    return new DemoSites();
  }

  /**
   * @param testOrigin at which the suite serves its test mode
   * @param say receives a line about each site that is left out
   */
  public static DemoSites start(String platform, String testOrigin, Consumer<String> say) {
    DemoSites sites = new DemoSites();
    String shops = "http://127.0.0.1:" + DemoApps.SHOPS_PORT;
    sites.open(
        DemoApps.SHOPS_PORT,
        () -> MerchantSite.start(DemoApps.SHOPS_PORT, platform)::close,
        Map.of(
            "dragonex", shops + "/dragonex/", "ones", shops + "/ones/", "fomo", shops + "/fomo/"),
        say);
    sites.open(
        DemoApps.CASTLE_PORT,
        () -> DemoGame.wancms(DemoApps.CASTLE_PORT, platform, DemoApps.GAMES)::close,
        Map.of("wancms", platform + "/h5/play/" + DemoApps.CASTLE),
        say);
    sites.open(
        DemoApps.ORCHARD_PORT,
        () -> DemoGame.egret(DemoApps.ORCHARD_PORT, platform, DemoApps.GAMES)::close,
        Map.of("egret", platform + "/v2/game/" + DemoApps.ORCHARD_CHANNEL + "/" + DemoApps.ORCHARD),
        say);
    sites.open(
        DemoApps.TEST_CASTLE_PORT,
        () -> DemoGame.wancms(DemoApps.TEST_CASTLE_PORT, testOrigin, DemoApps.TEST_GAMES)::close,
        Map.of(),
        say);
    sites.open(
        DemoApps.TEST_ORCHARD_PORT,
        () -> DemoGame.egret(DemoApps.TEST_ORCHARD_PORT, testOrigin, DemoApps.TEST_GAMES)::close,
        Map.of(),
        say);
    return sites;
  }

  private void open(int port, Opening opening, Map<String, String> leads, Consumer<String> say) {
    try {
      open.push(opening.open());
      journeys.putAll(leads);
    } catch (IOException taken) {
      say.accept(
          String.format(
              Locale.ROOT,
              "  no demo of %s: port %d is taken",
              leads.isEmpty() ? "test mode" : String.join(", ", leads.keySet()),
              port));
    }
  }

  /** The address at which a person tries each dialect, by the dialect's name. */
  public Map<String, String> journeys() {
    return journeys;
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
  }
}
