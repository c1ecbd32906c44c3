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

/** Signs guests of the tea house in through their wallets. */
final class FomoSignIn {

  private static final int MOST = 500;

  /** A player who is signed in at the shop. */
  record Guest(String accessToken, String userId, String name) {}

  private final BoundedMap<String> wallets = new BoundedMap<>(MOST);
  private final BoundedMap<String> states = new BoundedMap<>(MOST);
  private final BoundedMap<Guest> guests = new BoundedMap<>(MOST);
  private final ShopContext context;
  private final FomoWalletApi wallet;
  private final FomoMerchantApi shop;

  FomoSignIn(ShopContext context, FomoWalletApi wallet, FomoMerchantApi shop) {
    this.context = context;
    this.wallet = wallet;
    this.shop = shop;
  }

  @Nullable Guest guest() {
    return guests.get(Shop.sessionId());
  }

  /** The session key of the wallet that is open in this session; null where none is. */
  @Nullable String sessionKey() {
    return wallets.get(Shop.sessionId());
  }

  boolean asked() {
    return states.get(Shop.sessionId()) != null;
  }

  void ask() {
    states.put(Shop.sessionId(), context.hex(6));
  }

  void leave() {
    guests.remove(Shop.sessionId());
  }

  void openWallet(Map<String, String> form) {
    Reply signedIn =
        wallet.signIn(form.getOrDefault("login", ""), form.getOrDefault("password", ""));
    if (context.succeeded(signedIn)) {
      wallets.put(Shop.sessionId(), signedIn.text("session_key"));
    }
  }

  void closeWallet() {
    wallets.remove(Shop.sessionId());
  }

  /** Sends the wallet's decision and returns the redirect to the shop. */
  String decide(boolean allowed) {
    String sessionKey = sessionKey();
    String state = states.get(Shop.sessionId());
    if (sessionKey == null || state == null) {
      context.show(Flash.bad("sign-in-first"));
      return "/fomo/";
    }
    Reply granted = wallet.authorize(sessionKey, state, allowed);
    if (!context.succeeded(granted)) {
      states.remove(Shop.sessionId());
      return "/fomo/";
    }
    return "/fomo/back?code=%s&state=%s"
        .formatted(encoded(granted.text("code")), encoded(granted.text("state")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  WebResponse back(WebRequest request) {
    WebResponse response = WebResponse.seeOther("/fomo/");
    context.panel().record(Shop.sessionId(), Kind.REDIRECT, request, response);
    String state = states.remove(Shop.sessionId());
    if (state == null || !state.equals(request.query().get("state"))) {
      context.show(Flash.bad("state"));
      return response;
    }
    Reply tokens = shop.exchangeCode(request.query().getOrDefault("code", ""));
    if (context.succeeded(tokens)) {
      welcome(tokens.text("access_token"));
    }
    return response;
  }

  private void welcome(String accessToken) {
    Reply user = shop.readUser(accessToken);
    if (context.succeeded(user)) {
      JsonNode shown = user.data().path("user_info");
      guests.put(
          Shop.sessionId(),
          new Guest(accessToken, shown.path("id").asString(""), shown.path("name").asString("")));
      context.show(Flash.good("welcome"));
    }
  }
}
