package io.berth.demo.shop;

import io.berth.demo.merchant.FomoClient.Reply;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.merchant.FomoWalletApi;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Signs guests of the tea house in: it asks their wallets. */
final class FomoSignIn {

  private static final int MOST = 500;

  /** Somebody whom the shop knows. */
  record Guest(String accessToken, String userId, String name) {}

  private final BoundedMap<String> wallets = new BoundedMap<>(MOST);
  private final BoundedMap<String> states = new BoundedMap<>(MOST);
  private final BoundedMap<Guest> guests = new BoundedMap<>(MOST);
  private final ShopContext floor;
  private final FomoWalletApi wallet;
  private final FomoMerchantApi shop;

  FomoSignIn(ShopContext floor, FomoWalletApi wallet, FomoMerchantApi shop) {
    this.floor = floor;
    this.wallet = wallet;
    this.shop = shop;
  }

  @Nullable Guest guest() {
    return guests.get(Shop.visit());
  }

  /** Of the wallet that is open in this visit; null where none is. */
  @Nullable String sessionKey() {
    return wallets.get(Shop.visit());
  }

  boolean asked() {
    return states.get(Shop.visit()) != null;
  }

  void ask() {
    states.put(Shop.visit(), floor.hex(6));
  }

  void leave() {
    guests.remove(Shop.visit());
  }

  void openWallet(Map<String, String> form) {
    Reply signedIn =
        wallet.signsIn(form.getOrDefault("login", ""), form.getOrDefault("password", ""));
    if (floor.fine(signedIn)) {
      wallets.put(Shop.visit(), signedIn.text("session_key"));
    }
  }

  void closeWallet() {
    wallets.remove(Shop.visit());
  }

  /** The wallet hands the code to the shop's registered address, as a phone's browser would. */
  String decide(boolean allowed) {
    String sessionKey = sessionKey();
    String state = states.get(Shop.visit());
    if (sessionKey == null || state == null) {
      floor.say(Flash.bad("sign-in-first"));
      return "/fomo/";
    }
    Reply granted = wallet.authorizes(sessionKey, state, allowed);
    if (!floor.fine(granted)) {
      states.remove(Shop.visit());
      return "/fomo/";
    }
    return "/fomo/back?code=%s&state=%s"
        .formatted(encoded(granted.text("code")), encoded(granted.text("state")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  WebResponse back(WebRequest request) {
    WebResponse answer = WebResponse.seeOther("/fomo/");
    floor.panel().record(Shop.visit(), Kind.REDIRECT, request, answer);
    String state = states.remove(Shop.visit());
    if (state == null || !state.equals(request.query().get("state"))) {
      floor.say(Flash.bad("state"));
      return answer;
    }
    Reply tokens = shop.redeems(request.query().getOrDefault("code", ""));
    if (floor.fine(tokens)) {
      welcome(tokens.text("access_token"));
    }
    return answer;
  }

  private void welcome(String accessToken) {
    Reply user = shop.looksUp(accessToken);
    if (floor.fine(user)) {
      JsonNode shown = user.data().path("user_info");
      guests.put(
          Shop.visit(),
          new Guest(accessToken, shown.path("id").asString(""), shown.path("name").asString("")));
      floor.say(Flash.good("welcome"));
    }
  }
}
