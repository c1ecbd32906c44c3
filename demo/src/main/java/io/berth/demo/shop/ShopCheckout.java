package io.berth.demo.shop;

import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Order;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.RecordedExchange.Kind;
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
  private final ShopSessions guests;

  ShopCheckout(Shop shop, ShopSessions guests) {
    this.shop = shop;
    this.guests = guests;
  }

  /** Where the browser goes to pay. */
  String buy(Guest guest, @Nullable String id) {
    Goods goods = ShopContext.chosen(shop.shelf(), id);
    if (goods == null) {
      return shop.home();
    }
    String tradeNo = shop.floor().newNumber("B");
    SignedResponse prepaid =
        shop.api()
            .prepays(
                new Buyer(guest.openId(), guest.uid()),
                tradeNo,
                goods.price(),
                goods.id(),
                shop.floor().hex(6),
                shop.address("paid"));
    if (!shop.fine(prepaid)) {
      return shop.home();
    }
    add(tradeNo, ShopOrder.Kind.PURCHASE, goods.id(), goods.price());
    return prepaid.text("pay_url");
  }

  private void add(String tradeNo, ShopOrder.Kind kind, String what, String amount) {
    ShopOrder line = ShopOrder.open(Shop.visit(), shop.folder(), tradeNo, kind, what, amount);
    shop.floor().book().add(line);
  }

  private @Nullable ShopOrder own(String tradeNo) {
    ShopOrder line = shop.floor().book().own(Shop.visit(), shop.folder(), tradeNo);
    if (line == null) {
      shop.floor().say(Flash.bad("no-order"));
    }
    return line;
  }

  /** The redirect is the browser's word: whether the order is paid is asked of the platform. */
  WebResponse paid(WebRequest request) {
    WebResponse answer = WebResponse.seeOther(shop.home());
    shop.floor().panel().record(Shop.visit(), Kind.REDIRECT, request, answer);
    String tradeNo = request.query().getOrDefault("trade_no", "");
    if (own(tradeNo) != null) {
      SignedResponse told = shop.api().order(tradeNo);
      if (shop.fine(told)) {
        boolean paid = shop.api().read(told.data()).status() == Order.PAID;
        ShopOrder.State state = paid ? ShopOrder.State.PAID : ShopOrder.State.CANCELLED;
        shop.floor().book().change(tradeNo, line -> line.in(state));
        shop.floor().say(paid ? Flash.good("paid") : Flash.bad("cancelled"));
      }
      guests.refresh();
    }
    return answer;
  }

  void payOut(Guest guest) {
    String tradeNo = shop.floor().newNumber("P");
    add(tradeNo, ShopOrder.Kind.PRIZE, "prize", PRIZE);
    settle(tradeNo, shop.api().paysOut(guest.openId(), tradeNo, PRIZE), "prize");
  }

  void giveBack(String of) {
    ShopOrder line = own(of);
    if (line != null && line.returnable()) {
      String tradeNo = shop.floor().newNumber("R");
      add(tradeNo, ShopOrder.Kind.RETURN, line.what(), line.amount());
      if (settle(tradeNo, shop.api().returns(of, tradeNo, line.amount()), "returned")) {
        shop.floor().book().change(of, each -> each.in(ShopOrder.State.RETURNED));
      }
    }
  }

  private boolean settle(String tradeNo, SignedResponse answer, String done) {
    boolean fine = shop.fine(answer);
    shop.floor()
        .book()
        .change(tradeNo, line -> line.in(fine ? ShopOrder.State.PAID : ShopOrder.State.FAILED));
    if (fine) {
      shop.floor().say(Flash.good(done));
      guests.refresh();
    }
    return fine;
  }

  void redo(String tradeNo) {
    if (own(tradeNo) != null && shop.fine(shop.api().redoes(tradeNo))) {
      shop.floor().say(Flash.good("redone"));
    }
  }

  /** The app's last orders, those of this visitor. */
  List<Order> history() {
    Guest guest = guests.current();
    List<Order> own = new ArrayList<>();
    if (guest != null) {
      SignedResponse history = shop.api().history(ShopSessions.COIN, HISTORY);
      if (shop.fine(history)) {
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
