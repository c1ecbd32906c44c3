package io.berth.demo.shop;

import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoClient.Reply;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.merchant.FomoWalletApi;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.shop.FomoSignIn.Guest;
import io.berth.demo.shop.ShopOrder.Item;
import io.berth.demo.traffic.Demo;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Serves a shop that speaks FOMO. The player's mobile client is a card on the same page; its input
 * goes to the platform, not into the shop's state.
 */
final class FomoStorefront implements Storefront {

  private static final String PRIZE = "0.5";

  /** A payment that is not confirmed in the wallet yet. */
  record Pending(String tradeId, String transferId, Goods goods) {}

  private final BoundedMap<Pending> pending = new BoundedMap<>(500);
  private final BoundedMap<JsonNode> transfers = new BoundedMap<>(500);
  private final ShopContext context;
  private final FomoClient client;
  private final FomoWalletApi wallet;
  private final FomoMerchantApi shop;
  private final FomoSignIn signIn;

  FomoStorefront(ShopContext context, FomoClient.App app) {
    this.context = context;
    this.client = new FomoClient(context.platform(), app, context.recorder());
    this.wallet = new FomoWalletApi(client);
    this.shop =
        new FomoMerchantApi(client, "http://" + app.redirectUri().replace("/back", "/callback"));
    this.signIn = new FomoSignIn(context, wallet, shop);
  }

  @Override
  public String folder() {
    return "fomo";
  }

  @Override
  public WebResponse show(String path, WebRequest request) {
    return switch (path) {
      case "" -> page();
      case "back" -> signIn.back(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private WebResponse page() {
    Map<String, Object> model = new HashMap<>();
    put(model, "guest", signIn.guest());
    put(model, "pending", pending.get(Shop.sessionId()));
    put(model, "transfer", transfers.remove(Shop.sessionId()));
    model.put("wallet", signIn.sessionKey() != null);
    model.put("asked", signIn.asked());
    model.put("appId", client.app().clientId());
    model.put("shelf", Goods.TEAS);
    model.put("prize", PRIZE);
    return context.page("fomo", folder(), model);
  }

  private static void put(Map<String, Object> model, String name, @Nullable Object value) {
    if (value != null) {
      model.put(name, value);
    }
  }

  @Override
  public String handleForm(String path, WebRequest request) {
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
        pending.remove(Shop.sessionId());
        context.show(Flash.good("signed-out"));
      }
      default -> {
        if (guest == null) {
          context.show(Flash.bad("sign-in-first"));
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
      case "transfer" -> showTransfer(guest, form.getOrDefault("order", ""));
      default -> {}
    }
  }

  private ShopOrder.Owner owner() {
    return new ShopOrder.Owner(Shop.sessionId(), folder());
  }

  private void buy(Guest guest, @Nullable String id) {
    Goods goods = ShopContext.chosen(Goods.TEAS, id);
    if (goods == null) {
      return;
    }
    String tradeId = context.newNumber("B");
    Reply prepared = shop.prepay(guest.accessToken(), tradeId, goods.price());
    if (context.succeeded(prepared)) {
      String transferId = prepared.text("transfer_id");
      context
          .orders()
          .add(
              ShopOrder.open(
                      owner(),
                      tradeId,
                      new Item(ShopOrder.Kind.PURCHASE, goods.id(), goods.price()))
                  .withTransferId(transferId));
      pending.put(Shop.sessionId(), new Pending(tradeId, transferId, goods));
    }
  }

  private void confirm(Map<String, String> form) {
    Pending waiting = pending.get(Shop.sessionId());
    String sessionKey = signIn.sessionKey();
    if (waiting == null || sessionKey == null) {
      context.show(Flash.bad("sign-in-first"));
      return;
    }
    if (!"pay".equals(form.get("decision"))) {
      pending.remove(Shop.sessionId());
      context
          .orders()
          .change(waiting.tradeId, shopOrder -> shopOrder.in(ShopOrder.State.CANCELLED));
      context.show(Flash.bad("cancelled"));
      return;
    }
    Reply confirmed =
        wallet.confirm(
            sessionKey, waiting.tradeId, waiting.transferId, form.getOrDefault("wallet_pwd", ""));
    if (context.succeeded(confirmed)) {
      pending.remove(Shop.sessionId());
      context.orders().change(waiting.tradeId, shopOrder -> shopOrder.in(ShopOrder.State.PAID));
      context.show(Flash.good("paid"));
    }
  }

  private void payOut(Guest guest) {
    String tradeId = context.newNumber("P");
    context
        .orders()
        .add(ShopOrder.open(owner(), tradeId, new Item(ShopOrder.Kind.PRIZE, "prize", PRIZE)));
    Reply paid = shop.pay(guest.userId(), tradeId, PRIZE, Demo.PAY_PASSWORD);
    boolean succeeded = context.succeeded(paid);
    context
        .orders()
        .change(
            tradeId,
            shopOrder ->
                shopOrder
                    .in(succeeded ? ShopOrder.State.PAID : ShopOrder.State.FAILED)
                    .withTransferId(paid.text("transfer_id")));
    if (succeeded) {
      context.show(Flash.good("prize-told", paid.text("httpcode")));
    }
  }

  private void showTransfer(Guest guest, String tradeId) {
    ShopOrder shopOrder = context.orders().find(tradeId, owner());
    if (shopOrder == null) {
      context.show(Flash.bad("no-order"));
      return;
    }
    Reply detail = shop.transfer(guest.accessToken(), shopOrder.transferId());
    if (context.succeeded(detail)) {
      transfers.put(Shop.sessionId(), detail.data().path("transfer_log"));
    }
  }

  /** Accepts callbacks for known orders only, since this protocol signs none. */
  @Override
  public WebResponse receiveCallback(WebRequest request) {
    Map<String, String> callback = request.form();
    ShopOrder shopOrder = context.orders().find(callback.getOrDefault("trade_id", ""));
    WebResponse response = WebResponse.text(200, "ok");
    if (shopOrder != null) {
      context.orders().change(shopOrder.tradeNo(), ShopOrder::withCallback);
    }
    context
        .panel()
        .record(
            shopOrder == null ? "" : shopOrder.owner().sessionId(),
            Kind.CALLBACK,
            request,
            response);
    return response;
  }

  @Override
  public void close() {
    client.close();
  }
}
