package io.berth.demo.shop;

import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoClient.Reply;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.merchant.FomoWalletApi;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.shop.FomoSignIn.Guest;
import io.berth.demo.traffic.Demo;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A shop that speaks FOMO. The player's mobile client is a card on the same page, since there is no
 * phone: what is typed into it goes to the platform, not into the shop's own state.
 */
final class FomoStorefront implements Storefront {

  private static final String PRIZE = "0.5";

  /** A payment that waits in the wallet. */
  record Pending(String tradeId, String transferId, Goods goods) {}

  private final BoundedMap<Pending> pending = new BoundedMap<>(500);
  private final BoundedMap<JsonNode> transfers = new BoundedMap<>(500);
  private final ShopContext floor;
  private final FomoClient client;
  private final FomoWalletApi wallet;
  private final FomoMerchantApi shop;
  private final FomoSignIn signIn;

  FomoStorefront(ShopContext floor, FomoClient.App app) {
    this.floor = floor;
    this.client = new FomoClient(floor.platform(), app, floor.recorder());
    this.wallet = new FomoWalletApi(client);
    this.shop =
        new FomoMerchantApi(client, "http://" + app.redirectUri().replace("/back", "/callback"));
    this.signIn = new FomoSignIn(floor, wallet, shop);
  }

  @Override
  public String folder() {
    return "fomo";
  }

  @Override
  public WebResponse shows(String path, WebRequest request) {
    return switch (path) {
      case "" -> page();
      case "back" -> signIn.back(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private WebResponse page() {
    Map<String, Object> model = new HashMap<>();
    put(model, "guest", signIn.guest());
    put(model, "pending", pending.get(Shop.visit()));
    put(model, "transfer", transfers.remove(Shop.visit()));
    model.put("wallet", signIn.sessionKey() != null);
    model.put("asked", signIn.asked());
    model.put("appId", client.app().clientId());
    model.put("shelf", Goods.TEAS);
    model.put("prize", PRIZE);
    return floor.page("fomo", folder(), model);
  }

  private static void put(Map<String, Object> model, String name, @Nullable Object value) {
    if (value != null) {
      model.put(name, value);
    }
  }

  @Override
  public String does(String path, WebRequest request) {
    Map<String, String> form = request.form();
    Guest guest = signIn.guest();
    switch (path) {
      case "sign-in" -> signIn.ask();
      case "wallet/sign-in" -> signIn.openWallet(form);
      case "wallet/sign-out" -> signIn.closeWallet();
      case "wallet/allow" -> {
        return signIn.decide("allow".equals(form.get("decision")));
      }
      case "wallet/confirm" -> confirm(form);
      case "sign-out" -> {
        signIn.leave();
        pending.remove(Shop.visit());
        floor.say(Flash.good("signed-out"));
      }
      default -> {
        if (guest == null) {
          floor.say(Flash.bad("sign-in-first"));
        } else {
          serve(path, guest, form);
        }
      }
    }
    return "/fomo/";
  }

  private void serve(String path, Guest guest, Map<String, String> form) {
    switch (path) {
      case "buy" -> buy(guest, form.get("goods"));
      case "prize" -> payOut(guest);
      case "transfer" -> look(guest, form.getOrDefault("order", ""));
      default -> {}
    }
  }

  private void buy(Guest guest, @Nullable String id) {
    Goods goods = ShopContext.chosen(Goods.TEAS, id);
    if (goods == null) {
      return;
    }
    String tradeId = floor.newNumber("B");
    Reply prepared = shop.prepays(guest.accessToken(), tradeId, goods.price());
    if (floor.fine(prepared)) {
      String transferId = prepared.text("transfer_id");
      floor
          .book()
          .add(
              ShopOrder.open(
                      Shop.visit(),
                      folder(),
                      tradeId,
                      ShopOrder.Kind.PURCHASE,
                      goods.id(),
                      goods.price())
                  .numbered(transferId));
      pending.put(Shop.visit(), new Pending(tradeId, transferId, goods));
    }
  }

  private void confirm(Map<String, String> form) {
    Pending waiting = pending.get(Shop.visit());
    String sessionKey = signIn.sessionKey();
    if (waiting == null || sessionKey == null) {
      floor.say(Flash.bad("sign-in-first"));
      return;
    }
    if (!"pay".equals(form.get("decision"))) {
      pending.remove(Shop.visit());
      floor.book().change(waiting.tradeId, line -> line.in(ShopOrder.State.CANCELLED));
      floor.say(Flash.bad("cancelled"));
      return;
    }
    Reply confirmed =
        wallet.confirms(
            sessionKey, waiting.tradeId, waiting.transferId, form.getOrDefault("wallet_pwd", ""));
    if (floor.fine(confirmed)) {
      pending.remove(Shop.visit());
      floor.book().change(waiting.tradeId, line -> line.in(ShopOrder.State.PAID));
      floor.say(Flash.good("paid"));
    }
  }

  private void payOut(Guest guest) {
    String tradeId = floor.newNumber("P");
    floor
        .book()
        .add(ShopOrder.open(Shop.visit(), folder(), tradeId, ShopOrder.Kind.PRIZE, "prize", PRIZE));
    Reply paid = shop.pays(guest.userId(), tradeId, PRIZE, Demo.PAY_PASSWORD);
    boolean fine = floor.fine(paid);
    floor
        .book()
        .change(
            tradeId,
            line ->
                line.in(fine ? ShopOrder.State.PAID : ShopOrder.State.FAILED)
                    .numbered(paid.text("transfer_id")));
    if (fine) {
      floor.say(Flash.good("prize-told", paid.text("httpcode")));
    }
  }

  private void look(Guest guest, String tradeId) {
    ShopOrder line = floor.book().own(Shop.visit(), folder(), tradeId);
    if (line == null) {
      floor.say(Flash.bad("no-order"));
      return;
    }
    Reply detail = shop.transfer(guest.accessToken(), line.transferId());
    if (floor.fine(detail)) {
      transfers.put(Shop.visit(), detail.data().path("transfer_log"));
    }
  }

  /** Nothing signs this protocol's callbacks: only what this shop itself has begun is believed. */
  @Override
  public WebResponse called(WebRequest request) {
    Map<String, String> told = request.form();
    ShopOrder line = floor.book().find(told.getOrDefault("trade_id", ""));
    WebResponse answer = WebResponse.text(200, "ok");
    if (line != null) {
      floor.book().change(line.tradeNo(), ShopOrder::toldOnce);
    }
    floor.panel().record(line == null ? "" : line.visit(), Kind.CALLBACK, request, answer);
    return answer;
  }

  @Override
  public void close() {
    client.close();
  }
}
