package io.berth.demo.shop;

import io.berth.demo.merchant.MerchantApi;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import org.jspecify.annotations.Nullable;

/** Stores who has signed in at a shop. */
final class ShopSessions {

  static final String COIN = "usdt";

  private static final int MOST = 500;

  /** Somebody who has signed in. */
  record Guest(String accessToken, String openId, long uid, String name, String balance) {

    Guest having(String other) {
      return new Guest(accessToken, openId, uid, name, other);
    }
  }

  private final BoundedMap<Guest> guests = new BoundedMap<>(MOST);
  private final BoundedMap<String> states = new BoundedMap<>(MOST);
  private final Shop shop;

  ShopSessions(Shop shop) {
    this.shop = shop;
  }

  @Nullable Guest current() {
    return guests.get(Shop.visit());
  }

  /** Where the browser goes to sign in. */
  String begin() {
    String state = shop.floor().hex(6);
    states.put(Shop.visit(), state);
    return shop.api().loginLink(shop.scopes(), state, shop.address("back"));
  }

  /** What the browser brings counts only if this browser was sent away with this state. */
  WebResponse back(WebRequest request) {
    WebResponse answer = WebResponse.seeOther(shop.home());
    shop.floor().panel().record(Shop.visit(), Kind.REDIRECT, request, answer);
    String state = states.remove(Shop.visit());
    String code = request.query().getOrDefault(shop.api().codeParameter(), "");
    if (state == null || !state.equals(request.query().get("state"))) {
      shop.floor().say(Flash.bad("state"));
    } else if (code.isEmpty()) {
      shop.floor().say(Flash.bad("denied"));
    } else {
      SignedResponse tokens = shop.api().redeems(code, shop.scopes(), state);
      if (shop.fine(tokens)) {
        welcome(tokens);
      }
    }
    return answer;
  }

  private void welcome(SignedResponse tokens) {
    MerchantApi.Buyer buyer = MerchantApi.Buyer.of(tokens);
    String name = shop.api().looksUp(buyer.openId()).text("name");
    guests.put(
        Shop.visit(),
        new Guest(
            tokens.text("access_token"),
            buyer.openId(),
            buyer.uid(),
            name,
            balance(buyer.openId())));
    shop.floor().say(Flash.good("welcome"));
  }

  /** Asks the platform for the balance anew. */
  void refresh() {
    Guest guest = current();
    if (guest != null) {
      guests.put(Shop.visit(), guest.having(balance(guest.openId)));
    }
  }

  private String balance(String openId) {
    return shop.api().total(shop.api().balance(openId, COIN));
  }

  void signOut(Guest guest) {
    guests.remove(Shop.visit());
    if (shop.fine(shop.api().logsOff(guest.accessToken))) {
      shop.floor().say(Flash.good("signed-out"));
    }
  }
}
