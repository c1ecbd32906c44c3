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

/** Serves a shop that speaks one of the AccessKey protocols. */
final class AccessKeyStorefront implements Storefront {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Shop shop;
  private final ShopSessions sessions;
  private final ShopCheckout checkout;

  AccessKeyStorefront(Shop shop) {
    this.shop = shop;
    this.sessions = new ShopSessions(shop);
    this.checkout = new ShopCheckout(shop, sessions);
  }

  @Override
  public String folder() {
    return shop.folder();
  }

  @Override
  public WebResponse show(String path, WebRequest request) {
    return switch (path) {
      case "" -> page(List.of());
      case "orders" -> page(checkout.history());
      case "back" -> sessions.back(request);
      case "paid" -> checkout.paid(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private WebResponse page(List<Order> history) {
    Map<String, Object> model = new HashMap<>();
    Guest guest = sessions.current();
    if (guest != null) {
      model.put("guest", guest);
    }
    model.put("appId", shop.merchant().credentials().appId());
    model.put("shelf", shop.shelf());
    model.put("prize", ShopCheckout.PRIZE);
    model.put("history", history);
    return shop.context().page("shop", shop.folder(), model);
  }

  @Override
  public String handleForm(String path, WebRequest request) {
    Guest guest = sessions.current();
    Map<String, String> form = request.form();
    if (path.equals("sign-in")) {
      return sessions.begin();
    }
    if (guest == null) {
      shop.context().show(Flash.bad("sign-in-first"));
      return shop.home();
    }
    switch (path) {
      case "buy" -> {
        return checkout.buy(guest, form.get("goods"));
      }
      case "prize" -> checkout.payOut(guest);
      case "return" -> checkout.returnOrder(form.getOrDefault("order", ""));
      case "redo" -> checkout.resendCallback(form.getOrDefault("order", ""));
      case "sign-out" -> sessions.signOut(guest);
      default -> {}
    }
    return shop.home();
  }

  @Override
  public WebResponse receiveCallback(WebRequest request) {
    String prefix = shop.api().names().prefix();
    String key = shop.merchant().credentials().checkKey();
    boolean good =
        MerchantSignatures.responseSignature(request.body(), request.header(prefix + "-ts"), key)
            .equals(request.header(prefix + "-sign"));
    WebResponse response =
        good ? WebResponse.text(200, "ok") : WebResponse.text(403, "wrong signature");
    String tradeNo = "";
    try {
      Order order = shop.api().read(JSON.readTree(request.body()));
      tradeNo = order.tradeNo();
      if (good) {
        boolean paid = order.status() == Order.PAID;
        shop.context()
            .orders()
            .change(tradeNo, each -> (paid ? each.in(ShopOrder.State.PAID) : each).withCallback());
      }
    } catch (JacksonException e) {
      response = WebResponse.text(400, "no JSON");
    }
    ShopOrder shopOrder = shop.context().orders().find(tradeNo);
    shop.context()
        .panel()
        .record(
            shopOrder == null ? "" : shopOrder.owner().sessionId(),
            Kind.CALLBACK,
            request,
            response,
            new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, prefix + "-sign"));
    return response;
  }

  @Override
  public void close() {
    shop.merchant().close();
  }
}
