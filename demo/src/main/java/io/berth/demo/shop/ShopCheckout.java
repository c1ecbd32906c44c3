package io.berth.demo.shop;

import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Order;
import io.berth.demo.merchant.MerchantApi.Payment;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.shop.ShopOrder.Item;
import io.berth.demo.shop.ShopSessions.Guest;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes payments in a shop. */
final class ShopCheckout {

  static final String PRIZE = "0.5";

  private static final int HISTORY = 20;

  private final Shop shop;
  private final ShopSessions sessions;

  ShopCheckout(Shop shop, ShopSessions sessions) {
    this.shop = shop;
    this.sessions = sessions;
  }

  /** Prepares a payment and returns the address of the pay page. */
  String buy(Guest guest, @Nullable String id) {
    Goods goods = ShopContext.chosen(shop.shelf(), id);
    if (goods == null) {
      return shop.home();
    }
    String tradeNo = shop.context().newNumber("B");
    SignedResponse prepaid =
        shop.api()
            .prepay(
                new Payment(
                    new Buyer(guest.openId(), guest.uid()),
                    tradeNo,
                    goods.price(),
                    goods.id(),
                    shop.context().hex(6),
                    shop.address("paid")));
    if (!shop.succeeded(prepaid)) {
      return shop.home();
    }
    add(tradeNo, new Item(ShopOrder.Kind.PURCHASE, goods.id(), goods.price()));
    return prepaid.text("pay_url");
  }

  private void add(String tradeNo, Item item) {
    shop.context().orders().add(ShopOrder.open(shop.owner(), tradeNo, item));
  }

  private @Nullable ShopOrder findOwn(String tradeNo) {
    ShopOrder shopOrder = shop.context().orders().find(tradeNo, shop.owner());
    if (shopOrder == null) {
      shop.context().show(Flash.bad("no-order"));
    }
    return shopOrder;
  }

  /** Handles the redirect after a payment, and asks the platform whether the order is paid. */
  WebResponse paid(WebRequest request) {
    WebResponse response = WebResponse.seeOther(shop.home());
    shop.context().panel().record(Shop.sessionId(), Kind.REDIRECT, request, response);
    String tradeNo = request.query().getOrDefault("trade_no", "");
    if (findOwn(tradeNo) != null) {
      SignedResponse order = shop.api().order(tradeNo);
      if (shop.succeeded(order)) {
        boolean paid = shop.api().read(order.data()).status() == Order.PAID;
        ShopOrder.State state = paid ? ShopOrder.State.PAID : ShopOrder.State.CANCELLED;
        shop.context().orders().change(tradeNo, shopOrder -> shopOrder.in(state));
        shop.context().show(paid ? Flash.good("paid") : Flash.bad("cancelled"));
      }
      sessions.refresh();
    }
    return response;
  }

  void payOut(Guest guest) {
    String tradeNo = shop.context().newNumber("P");
    add(tradeNo, new Item(ShopOrder.Kind.PRIZE, "prize", PRIZE));
    complete(tradeNo, shop.api().payOut(guest.openId(), tradeNo, PRIZE), "prize");
  }

  void returnOrder(String soldNo) {
    ShopOrder shopOrder = findOwn(soldNo);
    if (shopOrder != null && shopOrder.returnable()) {
      String tradeNo = shop.context().newNumber("R");
      Item sold = shopOrder.item();
      add(tradeNo, new Item(ShopOrder.Kind.RETURN, sold.what(), sold.amount()));
      if (complete(tradeNo, shop.api().returnOrder(soldNo, tradeNo, sold.amount()), "returned")) {
        shop.context().orders().change(soldNo, each -> each.in(ShopOrder.State.RETURNED));
      }
    }
  }

  private boolean complete(String tradeNo, SignedResponse response, String done) {
    boolean succeeded = shop.succeeded(response);
    shop.context()
        .orders()
        .change(
            tradeNo,
            shopOrder -> shopOrder.in(succeeded ? ShopOrder.State.PAID : ShopOrder.State.FAILED));
    if (succeeded) {
      shop.context().show(Flash.good(done));
      sessions.refresh();
    }
    return succeeded;
  }

  void resendCallback(String tradeNo) {
    if (findOwn(tradeNo) != null && shop.succeeded(shop.api().resendCallback(tradeNo))) {
      shop.context().show(Flash.good("redone"));
    }
  }

  /** Returns this player's orders among the app's latest ones. */
  List<Order> history() {
    Guest guest = sessions.current();
    List<Order> own = new ArrayList<>();
    if (guest != null) {
      SignedResponse history = shop.api().history(ShopSessions.COIN, HISTORY);
      if (shop.succeeded(history)) {
        for (JsonNode each : history.data().path("list")) {
          Order order = shop.api().read(each);
          if (order.openId().equals(guest.openId())) {
            own.add(order);
          }
        }
      }
    }
    return own;
  }
}
