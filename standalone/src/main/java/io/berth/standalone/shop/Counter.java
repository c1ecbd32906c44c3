package io.berth.standalone.shop;

import io.berth.standalone.demo.Answer;
import io.berth.standalone.demo.ShopApi.Buyer;
import io.berth.standalone.demo.ShopApi.Order;
import io.berth.standalone.shop.Guests.Guest;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;
import io.berth.standalone.wire.Exchange.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes payments in a shop. */
final class Counter {

  static final String PRIZE = "0.5";

  private static final int HISTORY = 20;

  private final Shop shop;
  private final Guests guests;

  Counter(Shop shop, Guests guests) {
    this.shop = shop;
    this.guests = guests;
  }

  /** Where the browser goes to pay. */
  String buy(Guest guest, @Nullable String id) {
    Goods goods = ShopFloor.chosen(shop.shelf(), id);
    if (goods == null) {
      return shop.home();
    }
    String tradeNo = shop.floor().newNumber("B");
    Answer prepaid =
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
    add(tradeNo, Line.Kind.PURCHASE, goods.id(), goods.price());
    return prepaid.text("pay_url");
  }

  private void add(String tradeNo, Line.Kind kind, String what, String amount) {
    Line line = Line.open(Shop.visit(), shop.folder(), tradeNo, kind, what, amount);
    shop.floor().book().add(line);
  }

  private @Nullable Line own(String tradeNo) {
    Line line = shop.floor().book().own(Shop.visit(), shop.folder(), tradeNo);
    if (line == null) {
      shop.floor().say(Flash.bad("no-order"));
    }
    return line;
  }

  /** The redirect is the browser's word: whether the order is paid is asked of the platform. */
  WebAnswer paid(WebRequest request) {
    WebAnswer answer = WebAnswer.seeOther(shop.home());
    shop.floor().panel().record(Shop.visit(), Kind.REDIRECT, request, answer);
    String tradeNo = request.query().getOrDefault("trade_no", "");
    if (own(tradeNo) != null) {
      Answer told = shop.api().order(tradeNo);
      if (shop.fine(told)) {
        boolean paid = shop.api().read(told.data()).status() == Order.PAID;
        Line.State state = paid ? Line.State.PAID : Line.State.CANCELLED;
        shop.floor().book().change(tradeNo, line -> line.in(state));
        shop.floor().say(paid ? Flash.good("paid") : Flash.bad("cancelled"));
      }
      guests.refresh();
    }
    return answer;
  }

  void payOut(Guest guest) {
    String tradeNo = shop.floor().newNumber("P");
    add(tradeNo, Line.Kind.PRIZE, "prize", PRIZE);
    settle(tradeNo, shop.api().paysOut(guest.openId(), tradeNo, PRIZE), "prize");
  }

  void giveBack(String of) {
    Line line = own(of);
    if (line != null && line.returnable()) {
      String tradeNo = shop.floor().newNumber("R");
      add(tradeNo, Line.Kind.RETURN, line.what(), line.amount());
      if (settle(tradeNo, shop.api().returns(of, tradeNo, line.amount()), "returned")) {
        shop.floor().book().change(of, each -> each.in(Line.State.RETURNED));
      }
    }
  }

  private boolean settle(String tradeNo, Answer answer, String done) {
    boolean fine = shop.fine(answer);
    shop.floor()
        .book()
        .change(tradeNo, line -> line.in(fine ? Line.State.PAID : Line.State.FAILED));
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
      Answer history = shop.api().history(Guests.COIN, HISTORY);
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
