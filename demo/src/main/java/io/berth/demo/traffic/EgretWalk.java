package io.berth.demo.traffic;

import static io.berth.demo.merchant.Mismatch.unlessEqual;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.GameServerClient;
import io.berth.demo.merchant.Polling;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code protocols/egret.md}: a game's server asks who plays, and a player buys gems. */
final class EgretWalk {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String origin;
  private final Player player;
  private final GameServerClient servers;
  private final Transcript transcript;

  EgretWalk(String origin, Player player, GameServerClient servers, Transcript transcript) {
    this.origin = origin;
    this.player = player;
    this.servers = servers;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("egret, app " + DemoApps.ORCHARD);
    transcript.step("The player opens the game and hands it a token");
    Page page = player.plays(signInFirst());
    JsonNode handed =
        JSON.readTree(
            player.asks(page, "/account/games/token", Map.of("app_id", DemoApps.ORCHARD)));
    String token = handed.path("data").path("token").asString("");

    transcript.step("The game's server asks who that is, twice, since a token is reusable");
    asks("user/getInfo", Map.of("token", token));
    String id = asks("user/getInfo", Map.of("token", token)).path("id").asString("");
    transcript.step("It asks for friends and tells server and score");
    unlessEqual(1, asks("friend/isOpen", Map.of("id", id)).path("status").asInt(), "friends");
    asks("friend/getList", Map.of("id", id));
    asks("user/setServer", Map.of("id", id, "serverId", "s1"));
    asks("user/setAchievement", Map.of("id", id, "serverId", "s1", "score", "42"));
    buy(page);
  }

  /** Whoever has not signed in may look, so signing in is a step of its own. */
  private String signInFirst() {
    player.plays(origin + "/account");
    return origin + "/v2/game/" + DemoApps.ORCHARD_CHANNEL + "/" + DemoApps.ORCHARD;
  }

  private JsonNode asks(String endpoint, Map<String, String> own) {
    Map<String, String> parameters = new HashMap<>(own);
    parameters.put("appId", DemoApps.ORCHARD);
    parameters.put("time", Long.toString(Instant.now().toEpochMilli()));
    JsonNode answer = servers.posts(origin + "/v2/" + endpoint, parameters, DemoApps.ORCHARD_KEY);
    unlessEqual(0, answer.path("code").asInt(-1), endpoint + "'s code");
    return answer.path("data");
  }

  private void buy(Page page) {
    transcript.step("The player buys what the price list has, and the game's server is told");
    String ext = "walk " + System.nanoTime();
    Map<String, String> fields = new HashMap<>();
    fields.put("app_id", DemoApps.ORCHARD);
    fields.put("game.goodsId", "2");
    fields.put("game.goodsNumber", "1");
    fields.put("game.serverId", "s1");
    fields.put("game.ext", ext);
    JsonNode quote = JSON.readTree(player.asks(page, "/checkout/game/quote", fields));
    transcript.received(quote.toString());
    unlessEqual("6.50", quote.path("price").asString(""), "the price");
    fields.put("number", quote.path("number").asString(""));
    fields.put("pay_password", player.payPassword());
    JsonNode paid = JSON.readTree(player.asks(page, "/checkout/game/pay", fields));
    unlessEqual("paid", paid.path("end").asString(""), "the payment");
    URI game = URI.create(page.data("frame"));
    String url = game.getScheme() + "://" + game.getAuthority() + "/paid";
    JsonNode told =
        Polling.until(
            "the callback of " + ext,
            () -> {
              for (JsonNode each : servers.get(url)) {
                if (each.path("ext").asString("").equals(ext)) {
                  return Optional.of(each);
                }
              }
              return Optional.empty();
            });
    transcript.received("callback " + told);
    unlessEqual("6.5", told.path("money").asString(""), "the callback's money");
  }
}
