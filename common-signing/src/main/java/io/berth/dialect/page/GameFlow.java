package io.berth.dialect.page;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Browser's way into a framed game, and the requests that the game may make of the page around it.
 */
public interface GameFlow {

  /** The game that a page's address names; null for an invalid address. */
  @Nullable Entrance entrance(String path, @Nullable String rawQuery);

  /** Whether a visitor who has not signed in may open the game. */
  boolean anonymousMayLook();

  /**
   * URL of the frame: the game's own with the dialect's parameters, or null where the app has no
   * game.
   */
  @Nullable String frame(
      App app, Entrance entrance, @Nullable Player player, PlatformUrls platformUrls);

  /**
   * Reads a game's request for payment, and checks all that needs no player.
   *
   * @param openId of the player in front of the page, whatever the game says
   * @param fields as the game gave them, all text
   * @param number an order number for games that bring none
   */
  Parsed<Purchase> purchase(
      App app, String openId, Map<String, String> fields, String number, Instant now);

  /** Contact of the game's makers, for a game that asks; empty where none does. */
  default Map<String, List<String>> contact(App app) {
    return Map.of();
  }

  /**
   * Whether a game outside of the platform's page may send its player there for one call and back.
   */
  default boolean maySendPlayers() {
    return false;
  }

  /** Finds the likely mistake behind a refused {@link #purchase}. */
  default Diagnosis diagnose(
      App app, String openId, Map<String, String> fields, Refusal refused, Instant now) {
    return Diagnosis.of(Mistake.PLAIN, "");
  }

  /**
   * @param channel through which the game was entered; empty where there is none
   * @param channelRequired whether the channel has to be a known one
   */
  record Entrance(String appId, String channel, boolean channelRequired) {}

  /**
   * @param favorite whether the player keeps the game among the favourites
   */
  record Player(String openId, boolean favorite) {}

  /**
   * @param tradeNo unique per app over all time
   * @param attributes what the callback wants to see again
   */
  record Purchase(
      String tradeNo,
      String coin,
      BigDecimal amount,
      String title,
      Map<String, String> attributes) {}

  /** End of an attempt to pay; scripts know them in lower case. */
  enum Ending {
    PAID,
    CLOSED,
    CANCELLED,
    /** The game asked for something that cannot be. */
    BAD,
    FAILED;

    public static Ending of(ErrorCode refusal) {
      return switch (refusal) {
        case BAD_PARAMETER, BODY_TOO_LARGE, SIGNATURE_WRONG -> BAD;
        default -> FAILED;
      };
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
