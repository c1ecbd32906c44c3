package io.berth.demo.shop;

import io.berth.demo.merchant.MerchantApi;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import org.jspecify.annotations.Nullable;

/** Signs players in at a shop and stores who is signed in. */
final class ShopSessions {

  static final String COIN = "usdt";

  private static final int MOST = 500;

  /** A player who is signed in. */
  record Guest(String accessToken, String openId, long uid, String name, String balance) {

    Guest withBalance(String other) {
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
    return guests.get(Shop.sessionId());
  }

  /** Starts a sign-in and returns the address of the login page. */
  String begin() {
    String state = shop.context().hex(6);
    states.put(Shop.sessionId(), state);
    return shop.api().loginLink(shop.scopes(), state, shop.address("back"));
  }

  /** Completes a sign-in; a wrong {@code state} is refused as a forged redirect (CSRF). */
  WebResponse back(WebRequest request) {
    WebResponse response = WebResponse.seeOther(shop.home());
    shop.context().panel().record(Shop.sessionId(), Kind.REDIRECT, request, response);
    String state = states.remove(Shop.sessionId());
    String code = request.query().getOrDefault(shop.api().codeParameter(), "");
    if (state == null || !state.equals(request.query().get("state"))) {
      shop.context().show(Flash.bad("state"));
    } else if (code.isEmpty()) {
      shop.context().show(Flash.bad("denied"));
    } else {
      SignedResponse tokens = shop.api().exchangeCode(code, shop.scopes(), state);
      if (shop.succeeded(tokens)) {
        welcome(tokens);
      }
    }
    return response;
  }

  private void welcome(SignedResponse tokens) {
    MerchantApi.Buyer buyer = MerchantApi.Buyer.of(tokens);
    String name = shop.api().readUser(buyer.openId()).text("name");
    guests.put(
        Shop.sessionId(),
        new Guest(
            tokens.text("access_token"),
            buyer.openId(),
            buyer.uid(),
            name,
            balance(buyer.openId())));
    shop.context().show(Flash.good("welcome"));
  }

  /** Reads the balance from the platform again. */
  void refresh() {
    Guest guest = current();
    if (guest != null) {
      guests.put(Shop.sessionId(), guest.withBalance(balance(guest.openId)));
    }
  }

  private String balance(String openId) {
    return shop.api().total(shop.api().balance(openId, COIN));
  }

  void signOut(Guest guest) {
    guests.remove(Shop.sessionId());
    if (shop.succeeded(shop.api().logOff(guest.accessToken))) {
      shop.context().show(Flash.good("signed-out"));
    }
  }
}
