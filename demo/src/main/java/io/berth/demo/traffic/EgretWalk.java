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

/** Walks through {@code protocols/egret.md}: sign-in, friends, score and a purchase. */
final class EgretWalk {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String origin;
  private final String appKey;
  private final Player player;
  private final GameServerClient servers;
  private final Transcript transcript;

  EgretWalk(
      String origin,
      String appKey,
      Player player,
      GameServerClient servers,
      Transcript transcript) {
    this.origin = origin;
    this.appKey = appKey;
    this.player = player;
    this.servers = servers;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("egret, app " + DemoApps.ORCHARD);
    transcript.step("The player opens the game and hands it a token");
    Page page = player.openGame(signInFirst());
    JsonNode handed =
        JSON.readTree(player.ask(page, "/account/games/token", Map.of("app_id", DemoApps.ORCHARD)));
    String token = handed.path("data").path("token").asString("");

    transcript.step("The game's server asks who that is, twice, since a token is reusable");
    ask("user/getInfo", Map.of("token", token));
    String id = ask("user/getInfo", Map.of("token", token)).path("id").asString("");
    transcript.step("It asks for friends, and reports server and score");
    unlessEqual(1, ask("friend/isOpen", Map.of("id", id)).path("status").asInt(), "friends");
    ask("friend/getList", Map.of("id", id));
    ask("user/setServer", Map.of("id", id, "serverId", "s1"));
    ask("user/setAchievement", Map.of("id", id, "serverId", "s1", "score", "42"));
    buy(page);
  }

  /** The game's page also opens without a sign-in, so the player signs in first. */
  private String signInFirst() {
    player.openGame(origin + "/account");
    return origin + "/v2/game/" + DemoApps.ORCHARD_CHANNEL + "/" + DemoApps.ORCHARD;
  }

  private JsonNode ask(String endpoint, Map<String, String> own) {
    Map<String, String> parameters = new HashMap<>(own);
    parameters.put("appId", DemoApps.ORCHARD);
    parameters.put("time", Long.toString(Instant.now().toEpochMilli()));
    JsonNode response = servers.post(origin + "/v2/" + endpoint, parameters, appKey);
    unlessEqual(0, response.path("code").asInt(-1), endpoint + "'s code");
    return response.path("data");
  }

  private void buy(Page page) {
    transcript.step(
        "The player buys what the price list has, and the platform calls the game's server back");
    String ext = "walk " + System.nanoTime();
    Map<String, String> fields = new HashMap<>();
    fields.put("app_id", DemoApps.ORCHARD);
    fields.put("game.goodsId", "2");
    fields.put("game.goodsNumber", "1");
    fields.put("game.serverId", "s1");
    fields.put("game.ext", ext);
    JsonNode quote = JSON.readTree(player.ask(page, "/checkout/game/quote", fields));
    transcript.received(quote.toString());
    unlessEqual("6.50", quote.path("price").asString(""), "the price");
    fields.put("number", quote.path("number").asString(""));
    fields.put("pay_password", player.payPassword());
    JsonNode paid = JSON.readTree(player.ask(page, "/checkout/game/pay", fields));
    unlessEqual("paid", paid.path("end").asString(""), "the payment");
    URI game = URI.create(page.data("frame"));
    String url = game.getScheme() + "://" + game.getAuthority() + "/paid";
    JsonNode callback =
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
    transcript.received("callback " + callback);
    unlessEqual("6.5", callback.path("money").asString(""), "the callback's money");
  }
}
