package io.berth.standalone.game;

import io.berth.standalone.demo.DemoApps;
import io.berth.standalone.demo.Digests;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.web.WebRequest;
import io.berth.standalone.wire.Exchange.Kind;
import io.berth.standalone.wire.Exchange.Remark;
import io.berth.standalone.wire.Exchange.Remark.About;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** {@code protocols/wancms.md}: signed entries, signed bills, callbacks. */
final class CastleServer implements GameServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> COVERED =
      List.of("app_id", "bill_no", "ext", "open_id", "price", "status");

  private final GameNotes notes;

  CastleServer(GameNotes notes) {
    this.notes = notes;
  }

  @Override
  public String dialect() {
    return "wancms";
  }

  @Override
  public void entered(WebRequest request, String visit) {
    String openId = request.query().getOrDefault("open_id", "");
    String text = "open_id=" + openId + "&key=";
    boolean good =
        Digests.md5(text + DemoApps.CASTLE_LOGIN_KEY).equals(request.query().get("sign"));
    if (good) {
      notes.log().claim(openId, visit);
    }
    notes
        .panel()
        .record(
            visit,
            Kind.REDIRECT,
            request,
            WebAnswer.text(200, ""),
            new Remark(About.SIGNED, text + "{login_key}"),
            verdict(good));
  }

  @Override
  public WebAnswer answer(WebRequest request, String visit) {
    return switch (request.path()) {
      case "/order" -> bill(request, visit);
      case "/callback" -> called(request);
      default -> WebAnswer.text(404, "There is nothing here.");
    };
  }

  /** The player's browser carries the bill to the platform, which checks the sign. */
  private WebAnswer bill(WebRequest request, String visit) {
    Map<String, String> bill = new TreeMap<>();
    bill.put("bill_no", "B" + UUID.randomUUID().toString().replace("-", ""));
    bill.put("ext", "tower 7");
    bill.put("goods_name", "Gift box");
    bill.put("open_id", request.query().getOrDefault("open_id", ""));
    bill.put("total_fee", "10");
    Map<String, String> signed = new LinkedHashMap<>(bill);
    signed.put("sign", Digests.md5(text(bill, DemoApps.CASTLE_PAY_KEY)));
    signed.put("app_id", DemoApps.CASTLE);
    WebAnswer answer = WebAnswer.json(JSON.writeValueAsString(signed));
    notes
        .panel()
        .record(
            visit,
            Kind.HANDOVER,
            request,
            answer,
            new Remark(About.SIGNED, text(bill, "{pay_key}")));
    return answer;
  }

  private static String text(Map<String, String> covered, String key) {
    Map<String, String> sorted = new TreeMap<>(covered);
    sorted.put("secret_key", key);
    return Digests.joined(sorted, "&");
  }

  private WebAnswer called(WebRequest request) {
    Map<String, String> told = request.query();
    Map<String, String> covered = new TreeMap<>(told);
    covered.keySet().retainAll(COVERED);
    boolean good = Digests.md5(text(covered, DemoApps.CASTLE_PAY_KEY)).equals(told.get("sign"));
    if (good) {
      notes.paid(told);
    }
    WebAnswer answer = WebAnswer.text(200, good ? "success" : "fail");
    notes
        .panel()
        .record(
            notes.log().visitOf(told.getOrDefault("open_id", "")),
            Kind.CALLBACK,
            request,
            answer,
            new Remark(About.SIGNED, text(covered, "{pay_key}")),
            verdict(good));
    return answer;
  }

  private static Remark verdict(boolean good) {
    return new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, "sign");
  }

  @Override
  public void close() {}
}
