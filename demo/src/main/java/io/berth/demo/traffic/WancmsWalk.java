package io.berth.demo.traffic;

import static io.berth.demo.merchant.Mismatch.unlessEqual;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.GameServerClient;
import io.berth.demo.merchant.MerchantSignatures;
import io.berth.demo.merchant.Polling;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks through {@code protocols/wancms.md}: a framed game and a purchase. */
final class WancmsWalk {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String origin;
  private final String loginKey;
  private final Player player;
  private final GameServerClient servers;
  private final Transcript transcript;

  WancmsWalk(
      String origin,
      String loginKey,
      Player player,
      GameServerClient servers,
      Transcript transcript) {
    this.origin = origin;
    this.loginKey = loginKey;
    this.player = player;
    this.servers = servers;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("wancms, app " + DemoApps.CASTLE);
    transcript.step("The player opens the game, which gets a signed entry in its frame");
    Page page = player.openGame(origin + "/h5/play/" + DemoApps.CASTLE + "?channel=demo");
    String frame = page.data("frame");
    transcript.received("frame " + frame);
    Map<String, String> entry = new Page(page.uri(), 303, frame, "").redirectParameters();
    String openId = entry.getOrDefault("open_id", "");
    unlessEqual(
        MerchantSignatures.md5("open_id=" + openId + "&key=" + loginKey),
        entry.get("sign"),
        "the entry's sign");

    transcript.step("The game's server signs a bill, and the player pays it over the game");
    URI game = URI.create(frame);
    String gameOrigin = game.getScheme() + "://" + game.getAuthority();
    JsonNode bill = servers.get(gameOrigin + "/order?open_id=" + openId);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("app_id", DemoApps.CASTLE);
    bill.forEachEntry((name, value) -> fields.put("game." + name, value.asString("")));
    JsonNode quote = JSON.readTree(player.ask(page, "/checkout/game/quote", fields));
    transcript.received(quote.toString());
    unlessEqual("1.00", quote.path("price").asString(""), "the price");
    fields.put("number", quote.path("number").asString(""));
    fields.put("pay_password", player.payPassword());
    JsonNode paid = JSON.readTree(player.ask(page, "/checkout/game/pay", fields));
    unlessEqual("paid", paid.path("end").asString(""), "the payment");

    transcript.step("The game's server is called back");
    String number = bill.path("bill_no").asString("");
    JsonNode callback =
        Polling.until(
            "the callback of " + number,
            () -> {
              for (JsonNode each : servers.get(gameOrigin + "/paid")) {
                if (each.path("bill_no").asString("").equals(number)) {
                  return Optional.of(each);
                }
              }
              return Optional.empty();
            });
    transcript.received("callback " + callback);
    unlessEqual("1.00", callback.path("price").asString(""), "the callback's price");
  }
}
