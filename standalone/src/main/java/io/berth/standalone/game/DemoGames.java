package io.berth.standalone.game;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The demo file's games; one whose port is taken is left out. */
public final class DemoGames implements AutoCloseable {

  private final List<DemoGame> games = new ArrayList<>();

  private DemoGames() {}

  /**
   * @param say hears of a game that cannot be played
   */
  public static DemoGames start(String platform, Consumer<String> say) {
    DemoGames started = new DemoGames();
    try {
      started.games.add(DemoGame.wancms(DemoGame.WANCMS_PORT, platform));
    } catch (IOException taken) {
      say.accept("  no wancms demo game: port " + DemoGame.WANCMS_PORT + " is taken");
    }
    try {
      started.games.add(DemoGame.egret(DemoGame.EGRET_PORT, platform));
    } catch (IOException taken) {
      say.accept("  no egret demo game: port " + DemoGame.EGRET_PORT + " is taken");
    }
    return started;
  }

  public static DemoGames none() {
    return new DemoGames();
  }

  @Override
  public void close() {
    games.forEach(DemoGame::close);
  }
}
