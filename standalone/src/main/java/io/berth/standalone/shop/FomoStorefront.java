package io.berth.standalone.shop;

import io.berth.standalone.demo.Demo;
import io.berth.standalone.demo.FomoClient;
import io.berth.standalone.demo.FomoClient.Reply;
import io.berth.standalone.demo.FomoShop;
import io.berth.standalone.demo.FomoWallet;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;
import io.berth.standalone.wire.Exchange.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  /** Somebody whom the shop knows. */
  record Guest(String accessToken, String userId, String name) {}

  /** A payment that waits in the wallet. */
  record Pending(String tradeId, String transferId, Goods goods) {}

  private final Recent<String> wallets = new Recent<>(500);
  private final Recent<String> states = new Recent<>(500);
  private final Recent<Guest> guests = new Recent<>(500);
  private final Recent<Pending> pending = new Recent<>(500);
  private final Recent<JsonNode> transfers = new Recent<>(500);
  private final ShopFloor floor;
  private final FomoClient client;
  private final FomoWallet wallet;
  private final FomoShop shop;

  FomoStorefront(ShopFloor floor, FomoClient.App app) {
    this.floor = floor;
    this.client = new FomoClient(floor.platform(), app, floor.recorder());
    this.wallet = new FomoWallet(client);
    this.shop = new FomoShop(client, "http://" + app.redirectUri().replace("/back", "/callback"));
  }

  @Override
  public String folder() {
    return "fomo";
  }

  private static String visit() {
    return Visit.CURRENT.get().id();
  }

  @Override
  public WebAnswer shows(String path, WebRequest request) {
    return switch (path) {
      case "" -> page();
      case "back" -> back(request);
      default -> WebAnswer.text(404, "There is nothing here.");
    };
  }

  private WebAnswer page() {
    Map<String, Object> model = new HashMap<>();
    put(model, "guest", guests.get(visit()));
    put(model, "pending", pending.get(visit()));
    put(model, "transfer", transfers.remove(visit()));
    model.put("wallet", wallets.get(visit()) != null);
    model.put("asked", states.get(visit()) != null);
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
    Guest guest = guests.get(visit());
    switch (path) {
      case "sign-in" -> states.put(visit(), floor.hex(6));
      case "wallet/sign-in" -> openWallet(form);
      case "wallet/sign-out" -> wallets.remove(visit());
      case "wallet/allow" -> {
        return decide("allow".equals(form.get("decision")));
      }
      case "wallet/confirm" -> confirm(form);
      case "sign-out" -> {
        guests.remove(visit());
        pending.remove(visit());
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

  private boolean fine(Reply reply) {
    if (reply.status() != 1) {
      floor.say(Flash.bad("refused", Integer.toString(reply.status()), reply.message()));
    }
    return reply.status() == 1;
  }

  private void openWallet(Map<String, String> form) {
    Reply signedIn =
        wallet.signsIn(form.getOrDefault("login", ""), form.getOrDefault("password", ""));
    if (fine(signedIn)) {
      wallets.put(visit(), signedIn.text("session_key"));
    }
  }

  /** The wallet hands the code to the shop's registered address, as a phone's browser would. */
  private String decide(boolean allowed) {
    String sessionKey = wallets.get(visit());
    String state = states.get(visit());
    if (sessionKey == null || state == null) {
      floor.say(Flash.bad("sign-in-first"));
      return "/fomo/";
    }
    Reply granted = wallet.authorizes(sessionKey, state, allowed);
    if (!fine(granted)) {
      states.remove(visit());
      return "/fomo/";
    }
    return "/fomo/back?code=%s&state=%s"
        .formatted(encoded(granted.text("code")), encoded(granted.text("state")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private WebAnswer back(WebRequest request) {
    WebAnswer answer = WebAnswer.seeOther("/fomo/");
    floor.panel().record(visit(), Kind.REDIRECT, request, answer);
    String state = states.remove(visit());
    if (state == null || !state.equals(request.query().get("state"))) {
      floor.say(Flash.bad("state"));
      return answer;
    }
    Reply tokens = shop.redeems(request.query().getOrDefault("code", ""));
    if (fine(tokens)) {
      String accessToken = tokens.text("access_token");
      Reply user = shop.looksUp(accessToken);
      if (fine(user)) {
        JsonNode shown = user.data().path("user_info");
        guests.put(
            visit(),
            new Guest(accessToken, shown.path("id").asString(""), shown.path("name").asString("")));
        floor.say(Flash.good("welcome"));
      }
    }
    return answer;
  }

  private void buy(Guest guest, @Nullable String id) {
    Goods goods = ShopFloor.chosen(Goods.TEAS, id);
    if (goods == null) {
      return;
    }
    String tradeId = floor.newNumber("B");
    Reply prepared = shop.prepays(guest.accessToken, tradeId, goods.price());
    if (fine(prepared)) {
      String transferId = prepared.text("transfer_id");
      floor
          .book()
          .add(
              Line.open(visit(), folder(), tradeId, Line.Kind.PURCHASE, goods.id(), goods.price())
                  .numbered(transferId));
      pending.put(visit(), new Pending(tradeId, transferId, goods));
    }
  }

  private void confirm(Map<String, String> form) {
    Pending waiting = pending.get(visit());
    String sessionKey = wallets.get(visit());
    if (waiting == null || sessionKey == null) {
      floor.say(Flash.bad("sign-in-first"));
      return;
    }
    if (!"pay".equals(form.get("decision"))) {
      pending.remove(visit());
      floor.book().change(waiting.tradeId, line -> line.in(Line.State.CANCELLED));
      floor.say(Flash.bad("cancelled"));
      return;
    }
    Reply confirmed =
        wallet.confirms(
            sessionKey, waiting.tradeId, waiting.transferId, form.getOrDefault("wallet_pwd", ""));
    if (fine(confirmed)) {
      pending.remove(visit());
      floor.book().change(waiting.tradeId, line -> line.in(Line.State.PAID));
      floor.say(Flash.good("paid"));
    }
  }

  private void payOut(Guest guest) {
    String tradeId = floor.newNumber("P");
    floor.book().add(Line.open(visit(), folder(), tradeId, Line.Kind.PRIZE, "prize", PRIZE));
    Reply paid = shop.pays(guest.userId, tradeId, PRIZE, Demo.PAY_PASSWORD);
    boolean fine = fine(paid);
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
    Line line = floor.book().own(visit(), folder(), tradeId);
    if (line == null) {
      floor.say(Flash.bad("no-order"));
      return;
    }
    Reply detail = shop.transfer(guest.accessToken, line.transferId());
    if (fine(detail)) {
      transfers.put(visit(), detail.data().path("transfer_log"));
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
