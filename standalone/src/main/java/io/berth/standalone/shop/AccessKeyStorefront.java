package io.berth.standalone.shop;

import io.berth.standalone.demo.Answer;
import io.berth.standalone.demo.Conventions;
import io.berth.standalone.demo.DemoApps;
import io.berth.standalone.demo.Digests;
import io.berth.standalone.demo.DragonexShop;
import io.berth.standalone.demo.Merchant;
import io.berth.standalone.demo.OnesShop;
import io.berth.standalone.demo.ShopApi;
import io.berth.standalone.demo.ShopApi.Buyer;
import io.berth.standalone.demo.ShopApi.Order;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;
import io.berth.standalone.wire.Exchange.Kind;
import io.berth.standalone.wire.Exchange.Remark;
import io.berth.standalone.wire.Exchange.Remark.About;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop that speaks one of the AccessKey protocols. */
final class AccessKeyStorefront implements Storefront {

  private static final String COIN = "usdt";
  private static final String PRIZE = "0.5";
  private static final int HISTORY = 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Somebody who has signed in. */
  record Guest(Answer tokens, String openId, long uid, String name, String balance) {
    Guest having(String other) {
      return new Guest(tokens, openId, uid, name, other);
    }
  }

  private final Recent<Guest> guests = new Recent<>(500);
  private final Recent<String> states = new Recent<>(500);
  private final String folder;
  private final String scopes;
  private final List<Goods> shelf;
  private final ShopFloor floor;
  private final Merchant merchant;
  private final ShopApi api;

  private AccessKeyStorefront(
      String folder,
      String scopes,
      List<Goods> shelf,
      ShopFloor floor,
      Merchant merchant,
      ShopApi api) {
    this.folder = folder;
    this.scopes = scopes;
    this.shelf = shelf;
    this.floor = floor;
    this.merchant = merchant;
    this.api = api;
  }

  static AccessKeyStorefront dragonex(ShopFloor floor) {
    Merchant merchant = merchant(floor, DemoApps.LANTERN_SHOP, Conventions.DRAGONEX);
    return new AccessKeyStorefront(
        "dragonex",
        "1,7",
        Goods.LANTERNS,
        floor,
        merchant,
        new DragonexShop(floor.platform(), merchant));
  }

  static AccessKeyStorefront ones(ShopFloor floor) {
    Merchant merchant = merchant(floor, DemoApps.KITE_SHOP, Conventions.ONES);
    return new AccessKeyStorefront(
        "ones", "1,7", Goods.KITES, floor, merchant, new OnesShop(floor.platform(), merchant));
  }

  private static Merchant merchant(
      ShopFloor floor, Merchant.Credentials credentials, Conventions conventions) {
    return new Merchant(
        floor.platform(), credentials, conventions, floor.recorder(), Clock.systemUTC());
  }

  @Override
  public String folder() {
    return folder;
  }

  private String address(String below) {
    return floor.origin() + "/" + folder + "/" + below;
  }

  private String home() {
    return "/" + folder + "/";
  }

  private static String visit() {
    return Visit.CURRENT.get().id();
  }

  @Override
  public WebAnswer shows(String path, WebRequest request) {
    return switch (path) {
      case "" -> page(List.of());
      case "orders" -> page(history());
      case "back" -> back(request);
      case "paid" -> paid(request);
      default -> WebAnswer.text(404, "There is nothing here.");
    };
  }

  private WebAnswer page(List<Order> history) {
    Map<String, Object> model = new HashMap<>();
    Guest guest = guests.get(visit());
    if (guest != null) {
      model.put("guest", guest);
    }
    model.put("appId", merchant.credentials().appId());
    model.put("shelf", shelf);
    model.put("prize", PRIZE);
    model.put("history", history);
    return floor.page("shop", folder, model);
  }

  @Override
  public String does(String path, WebRequest request) {
    if (path.equals("sign-in")) {
      String state = floor.hex(6);
      states.put(visit(), state);
      return api.loginLink(scopes, state, address("back"));
    }
    Guest guest = guests.get(visit());
    if (guest == null) {
      floor.say(Flash.bad("sign-in-first"));
      return home();
    }
    return switch (path) {
      case "sign-out" -> signOut(guest);
      case "buy" -> buy(guest, request.form().get("goods"));
      case "prize" -> payOut(guest);
      case "return" -> giveBack(guest, request.form().getOrDefault("order", ""));
      case "redo" -> redo(request.form().getOrDefault("order", ""));
      default -> home();
    };
  }

  /** What the browser brings counts only if this browser was sent away with this state. */
  private WebAnswer back(WebRequest request) {
    WebAnswer answer = WebAnswer.seeOther(home());
    floor.panel().record(visit(), Kind.REDIRECT, request, answer);
    String state = states.remove(visit());
    String code = request.query().getOrDefault(api.codeParameter(), "");
    if (state == null || !state.equals(request.query().get("state"))) {
      floor.say(Flash.bad("state"));
    } else if (code.isEmpty()) {
      floor.say(Flash.bad("denied"));
    } else {
      Answer tokens = api.redeems(code, scopes, state);
      if (fine(tokens)) {
        welcome(tokens);
      }
    }
    return answer;
  }

  private void welcome(Answer tokens) {
    String openId = tokens.text("open_id");
    Answer profile = api.looksUp(openId);
    Guest guest =
        new Guest(
            tokens,
            openId,
            tokens.data().path("uid").asLong(),
            profile.text("name"),
            balance(openId));
    guests.put(visit(), guest);
    floor.say(Flash.good("welcome"));
  }

  private String balance(String openId) {
    return api.total(api.balance(openId, COIN));
  }

  private boolean fine(Answer answer) {
    boolean fine = answer.code() == api.conventions().success();
    if (!fine) {
      floor.say(Flash.bad("refused", Integer.toString(answer.code()), answer.message()));
    }
    return fine;
  }

  private String signOut(Guest guest) {
    guests.remove(visit());
    if (fine(api.logsOff(guest.tokens.text("access_token")))) {
      floor.say(Flash.good("signed-out"));
    }
    return home();
  }

  private String buy(Guest guest, @Nullable String id) {
    Goods goods = ShopFloor.chosen(shelf, id);
    if (goods == null) {
      return home();
    }
    String tradeNo = floor.newNumber("B");
    Answer prepaid =
        api.prepays(
            new Buyer(guest.openId, guest.uid),
            tradeNo,
            goods.price(),
            goods.id(),
            floor.hex(6),
            address("paid"));
    if (!fine(prepaid)) {
      return home();
    }
    floor
        .book()
        .add(Line.open(visit(), folder, tradeNo, Line.Kind.PURCHASE, goods.id(), goods.price()));
    return prepaid.text("pay_url");
  }

  /** The redirect is the browser's word: whether the order is paid is asked of the platform. */
  private WebAnswer paid(WebRequest request) {
    WebAnswer answer = WebAnswer.seeOther(home());
    floor.panel().record(visit(), Kind.REDIRECT, request, answer);
    String tradeNo = request.query().getOrDefault("trade_no", "");
    Line line = floor.book().own(visit(), folder, tradeNo);
    if (line == null) {
      floor.say(Flash.bad("no-order"));
      return answer;
    }
    Answer told = api.order(tradeNo);
    if (fine(told)) {
      boolean paid = api.read(told.data()).status() == Order.PAID;
      floor.book().change(tradeNo, each -> each.in(paid ? Line.State.PAID : Line.State.CANCELLED));
      floor.say(paid ? Flash.good("paid") : Flash.bad("cancelled"));
    }
    Guest guest = guests.get(visit());
    if (guest != null) {
      refresh(guest);
    }
    return answer;
  }

  private void refresh(Guest guest) {
    guests.put(visit(), guest.having(balance(guest.openId)));
  }

  private String payOut(Guest guest) {
    String tradeNo = floor.newNumber("P");
    floor.book().add(Line.open(visit(), folder, tradeNo, Line.Kind.PRIZE, "prize", PRIZE));
    settle(guest, tradeNo, api.paysOut(guest.openId, tradeNo, PRIZE), "prize");
    return home();
  }

  private String giveBack(Guest guest, String of) {
    Line line = floor.book().own(visit(), folder, of);
    if (line == null || !line.returnable()) {
      floor.say(Flash.bad("no-order"));
      return home();
    }
    String tradeNo = floor.newNumber("R");
    floor
        .book()
        .add(Line.open(visit(), folder, tradeNo, Line.Kind.RETURN, line.what(), line.amount()));
    if (settle(guest, tradeNo, api.returns(of, tradeNo, line.amount()), "returned")) {
      floor.book().change(of, each -> each.in(Line.State.RETURNED));
    }
    return home();
  }

  private boolean settle(Guest guest, String tradeNo, Answer answer, String done) {
    boolean fine = fine(answer);
    floor.book().change(tradeNo, each -> each.in(fine ? Line.State.PAID : Line.State.FAILED));
    if (fine) {
      floor.say(Flash.good(done));
      refresh(guest);
    }
    return fine;
  }

  private String redo(String tradeNo) {
    if (floor.book().own(visit(), folder, tradeNo) == null) {
      floor.say(Flash.bad("no-order"));
    } else if (fine(api.redoes(tradeNo))) {
      floor.say(Flash.good("redone"));
    }
    return home();
  }

  /** The app's last orders, of this visitor only. */
  private List<Order> history() {
    Guest guest = guests.get(visit());
    List<Order> own = new ArrayList<>();
    if (guest != null) {
      Answer history = api.history(COIN, HISTORY);
      if (fine(history)) {
        for (JsonNode each : history.data().path("list")) {
          Order order = api.read(each);
          if (order.openId().equals(guest.openId)) {
            own.add(order);
          }
        }
      }
    }
    return own;
  }

  @Override
  public WebAnswer called(WebRequest request) {
    String prefix = api.conventions().prefix();
    String seal =
        Digests.seal(
            request.body(), request.header(prefix + "-ts"), merchant.credentials().checkKey());
    boolean good = seal.equals(request.header(prefix + "-sign"));
    WebAnswer answer = good ? WebAnswer.text(200, "ok") : WebAnswer.text(403, "wrong seal");
    String tradeNo = "";
    try {
      Order order = api.read(JSON.readTree(request.body()));
      tradeNo = order.tradeNo();
      if (good) {
        boolean paid = order.status() == Order.PAID;
        floor.book().change(tradeNo, line -> (paid ? line.in(Line.State.PAID) : line).toldOnce());
      }
    } catch (JacksonException e) {
      answer = WebAnswer.text(400, "no JSON");
    }
    Line line = floor.book().find(tradeNo);
    floor
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
    merchant.close();
  }
}
