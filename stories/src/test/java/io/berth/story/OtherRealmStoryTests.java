package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.DemoApps.GameKeys;
import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.merchant.GameServerClient;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.MerchantSignatures;
import io.berth.demo.merchant.OnesMerchantApi;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.traffic.Demo;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In every other dialect, too, what is of one realm is good for nothing in the other. */
class OtherRealmStoryTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEY_UNKNOWN = 11008;

  private final RunningBerth berth = RunningBerth.get();
  private final String number = "other" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void onesKnowsNoKeyOfTheOtherRealm() {
    assertThat(onesOrder(berth.testOrigin(), Demo.ONES_TEST, Demo.ONES)).isEqualTo(KEY_UNKNOWN);
    assertThat(onesOrder(berth.origin(), Demo.ONES, Demo.ONES_TEST)).isEqualTo(KEY_UNKNOWN);
  }

  /** Responses have the seal of the app that the origin has. */
  private int onesOrder(
      String origin, MerchantClient.Credentials there, MerchantClient.Credentials key) {
    MerchantClient.Credentials mixed =
        new MerchantClient.Credentials(
            key.appId(), key.accessKey(), key.secretKey(), there.checkKey());
    try (MerchantClient merchant =
        new MerchantClient(
            origin, mixed, AccessKeyNames.ONES, RunningBerth.QUIET, Clock.systemUTC())) {
      return new OnesMerchantApi(origin, merchant).order(number).code();
    }
  }

  @Test
  void fomoKnowsNoSecretOfTheOtherRealm() {
    assertThat(fomoPayout(berth.testOrigin(), Demo.FOMO)).isEqualTo(7);
    assertThat(fomoPayout(berth.origin(), Demo.FOMO_TEST)).isEqualTo(7);
  }

  private int fomoPayout(String origin, FomoClient.App app) {
    try (FomoClient client = new FomoClient(origin, app, RunningBerth.QUIET)) {
      return new FomoMerchantApi(client, berth.callbacks().url())
          .pay("1000000", number, "1", Demo.PAY_PASSWORD)
          .status();
    }
  }

  @Test
  void egretKnowsNoKeyOfTheOtherRealm() {
    int signed = egretFriends(berth.testOrigin(), DemoApps.TEST_GAMES);
    assertThat(egretFriends(berth.testOrigin(), DemoApps.GAMES)).isNotEqualTo(signed);
    assertThat(egretFriends(berth.origin(), DemoApps.TEST_GAMES)).isNotEqualTo(signed);
  }

  private int egretFriends(String origin, GameKeys keys) {
    try (GameServerClient server = new GameServerClient(RunningBerth.QUIET)) {
      return server
          .post(
              origin + "/v2/friend/isOpen",
              Map.of(
                  "appId",
                  DemoApps.ORCHARD,
                  "id",
                  "nobody",
                  "time",
                  Long.toString(Instant.now().toEpochMilli())),
              keys.orchard())
          .path("code")
          .asInt();
    }
  }

  @Test
  void wancmsEntersAndTakesBillsWithTheKeysOfTheRealmOnly() {
    try (Player player = berth.testPlayer()) {
      Page page = player.openGame(berth.testOrigin() + "/h5/play/" + DemoApps.CASTLE);
      Map<String, String> entry =
          new Page(page.uri(), 303, page.data("frame"), "").redirectParameters();
      String openId = entry.getOrDefault("open_id", "");
      assertThat(entry.get("sign"))
          .isEqualTo(
              MerchantSignatures.md5("open_id=" + openId + "&key=" + DemoApps.TEST_GAMES.login()));
      assertThat(quote(player, page, bill(openId, DemoApps.GAMES.pay())).path("end").asString(""))
          .isEqualTo("bad");
      assertThat(
              quote(player, page, bill(openId, DemoApps.TEST_GAMES.pay()))
                  .path("price")
                  .asString(""))
          .isEqualTo("1.00");
    }
  }

  private Map<String, String> bill(String openId, String payKey) {
    Map<String, String> signed =
        new TreeMap<>(
            Map.of(
                "bill_no",
                number,
                "ext",
                "",
                "goods_name",
                "Gift box",
                "open_id",
                openId,
                "secret_key",
                payKey,
                "total_fee",
                "10"));
    String sign = MerchantSignatures.md5(MerchantSignatures.joined(signed, "&"));
    Map<String, String> fields = new TreeMap<>(Map.of("app_id", DemoApps.CASTLE));
    signed.remove("secret_key");
    signed.forEach((name, value) -> fields.put("game." + name, value));
    fields.put("game.app_id", DemoApps.CASTLE);
    fields.put("game.sign", sign);
    return fields;
  }

  private static JsonNode quote(Player player, Page page, Map<String, String> bill) {
    return JSON.readTree(player.ask(page, "/checkout/game/quote", bill));
  }
}
