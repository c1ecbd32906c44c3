package io.berth.demo.shop;

import io.berth.demo.merchant.MerchantApi.Order;
import io.berth.demo.merchant.MerchantSignatures;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.shop.ShopSessions.Guest;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The pages of a shop that speaks one of the AccessKey protocols. */
final class AccessKeyStorefront implements Storefront {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Shop shop;
  private final ShopSessions guests;
  private final ShopCheckout counter;

  AccessKeyStorefront(Shop shop) {
    this.shop = shop;
    this.guests = new ShopSessions(shop);
    this.counter = new ShopCheckout(shop, guests);
  }

  @Override
  public String folder() {
    return shop.folder();
  }

  @Override
  public WebResponse shows(String path, WebRequest request) {
    return switch (path) {
      case "" -> page(List.of());
      case "orders" -> page(counter.history());
      case "back" -> guests.back(request);
      case "paid" -> counter.paid(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private WebResponse page(List<Order> history) {
    Map<String, Object> model = new HashMap<>();
    Guest guest = guests.current();
    if (guest != null) {
      model.put("guest", guest);
    }
    model.put("appId", shop.merchant().credentials().appId());
    model.put("shelf", shop.shelf());
    model.put("prize", ShopCheckout.PRIZE);
    model.put("history", history);
    return shop.floor().page("shop", shop.folder(), model);
  }

  @Override
  public String does(String path, WebRequest request) {
    Guest guest = guests.current();
    Map<String, String> form = request.form();
    if (path.equals("sign-in")) {
      return guests.begin();
    }
    if (guest == null) {
      shop.floor().say(Flash.bad("sign-in-first"));
      return shop.home();
    }
    switch (path) {
      case "buy" -> {
        return counter.buy(guest, form.get("goods"));
      }
      case "prize" -> counter.payOut(guest);
      case "return" -> counter.giveBack(form.getOrDefault("order", ""));
      case "redo" -> counter.redo(form.getOrDefault("order", ""));
      case "sign-out" -> guests.signOut(guest);
      default -> {}
    }
    return shop.home();
  }

  @Override
  public WebResponse called(WebRequest request) {
    String prefix = shop.api().conventions().prefix();
    String key = shop.merchant().credentials().checkKey();
    boolean good =
        MerchantSignatures.seal(request.body(), request.header(prefix + "-ts"), key)
            .equals(request.header(prefix + "-sign"));
    WebResponse answer = good ? WebResponse.text(200, "ok") : WebResponse.text(403, "wrong seal");
    String tradeNo = "";
    try {
      Order order = shop.api().read(JSON.readTree(request.body()));
      tradeNo = order.tradeNo();
      if (good) {
        boolean paid = order.status() == Order.PAID;
        shop.floor()
            .book()
            .change(tradeNo, line -> (paid ? line.in(ShopOrder.State.PAID) : line).toldOnce());
      }
    } catch (JacksonException e) {
      answer = WebResponse.text(400, "no JSON");
    }
    ShopOrder line = shop.floor().book().find(tradeNo);
    shop.floor()
        .panel()
        .record(
            line == null ? "" : line.visit(),
            Kind.CALLBACK,
            request,
            answer,
            new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, prefix + "-sign"));
    return answer;
  }

  @Override
  public void close() {
    shop.merchant().close();
  }
}
