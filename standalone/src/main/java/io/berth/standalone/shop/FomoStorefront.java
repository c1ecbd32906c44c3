package io.berth.standalone.shop;

import io.berth.standalone.demo.Demo;
import io.berth.standalone.demo.FomoClient;
import io.berth.standalone.demo.FomoClient.Reply;
import io.berth.standalone.demo.FomoShop;
import io.berth.standalone.demo.FomoWallet;
import io.berth.standalone.shop.FomoSignIn.Guest;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;
import io.berth.standalone.wire.Exchange.Kind;
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

  private final Recent<Pending> pending = new Recent<>(500);
  private final Recent<JsonNode> transfers = new Recent<>(500);
  private final ShopFloor floor;
  private final FomoClient client;
  private final FomoWallet wallet;
  private final FomoShop shop;
  private final FomoSignIn signIn;

  FomoStorefront(ShopFloor floor, FomoClient.App app) {
    this.floor = floor;
    this.client = new FomoClient(floor.platform(), app, floor.recorder());
    this.wallet = new FomoWallet(client);
    this.shop = new FomoShop(client, "http://" + app.redirectUri().replace("/back", "/callback"));
    this.signIn = new FomoSignIn(floor, wallet, shop);
  }

  @Override
  public String folder() {
    return "fomo";
  }

  @Override
  public WebAnswer shows(String path, WebRequest request) {
    return switch (path) {
      case "" -> page();
      case "back" -> signIn.back(request);
      default -> WebAnswer.text(404, "There is nothing here.");
    };
  }

  private WebAnswer page() {
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
    Goods goods = ShopFloor.chosen(Goods.TEAS, id);
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
              Line.open(
                      Shop.visit(),
                      folder(),
                      tradeId,
                      Line.Kind.PURCHASE,
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
      floor.book().change(waiting.tradeId, line -> line.in(Line.State.CANCELLED));
      floor.say(Flash.bad("cancelled"));
      return;
    }
    Reply confirmed =
        wallet.confirms(
            sessionKey, waiting.tradeId, waiting.transferId, form.getOrDefault("wallet_pwd", ""));
    if (floor.fine(confirmed)) {
      pending.remove(Shop.visit());
      floor.book().change(waiting.tradeId, line -> line.in(Line.State.PAID));
      floor.say(Flash.good("paid"));
    }
  }

  private void payOut(Guest guest) {
    String tradeId = floor.newNumber("P");
    floor.book().add(Line.open(Shop.visit(), folder(), tradeId, Line.Kind.PRIZE, "prize", PRIZE));
    Reply paid = shop.pays(guest.userId(), tradeId, PRIZE, Demo.PAY_PASSWORD);
    boolean fine = floor.fine(paid);
    floor
        .book()
        .change(
            tradeId,
            line ->
                line.in(fine ? Line.State.PAID : Line.State.FAILED)
                    .numbered(paid.text("transfer_id")));
    if (fine) {
      floor.say(Flash.good("prize-told", paid.text("httpcode")));
    }
  }

  private void look(Guest guest, String tradeId) {
    Line line = floor.book().own(Shop.visit(), folder(), tradeId);
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
  public WebAnswer called(WebRequest request) {
    Map<String, String> told = request.form();
    Line line = floor.book().find(told.getOrDefault("trade_id", ""));
    WebAnswer answer = WebAnswer.text(200, "ok");
    if (line != null) {
      floor.book().change(line.tradeNo(), Line::toldOnce);
    }
    floor.panel().record(line == null ? "" : line.visit(), Kind.CALLBACK, request, answer);
    return answer;
  }

  @Override
  public void close() {
    client.close();
  }
}
