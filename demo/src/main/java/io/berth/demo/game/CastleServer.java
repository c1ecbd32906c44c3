package io.berth.demo.game;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.MerchantSignatures;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
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

  private final GameState notes;

  CastleServer(GameState notes) {
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
        MerchantSignatures.md5(text + DemoApps.CASTLE_LOGIN_KEY)
            .equals(request.query().get("sign"));
    if (good) {
      notes.log().claim(openId, visit);
    }
    notes
        .panel()
        .record(
            visit,
            Kind.REDIRECT,
            request,
            WebResponse.text(200, ""),
            new Remark(About.SIGNED, text + "{login_key}"),
            verdict(good));
  }

  @Override
  public WebResponse answer(WebRequest request, String visit) {
    return switch (request.path()) {
      case "/order" -> bill(request, visit);
      case "/callback" -> called(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  /** The player's browser carries the bill to the platform, which checks the sign. */
  private WebResponse bill(WebRequest request, String visit) {
    Map<String, String> bill = new TreeMap<>();
    bill.put("bill_no", "B" + UUID.randomUUID().toString().replace("-", ""));
    bill.put("ext", "tower 7");
    bill.put("goods_name", "Gift box");
    bill.put("open_id", request.query().getOrDefault("open_id", ""));
    bill.put("total_fee", "10");
    Map<String, String> signed = new LinkedHashMap<>(bill);
    signed.put("sign", MerchantSignatures.md5(text(bill, DemoApps.CASTLE_PAY_KEY)));
    signed.put("app_id", DemoApps.CASTLE);
    WebResponse answer = WebResponse.json(JSON.writeValueAsString(signed));
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
    return MerchantSignatures.joined(sorted, "&");
  }

  private WebResponse called(WebRequest request) {
    Map<String, String> told = request.query();
    Map<String, String> covered = new TreeMap<>(told);
    covered.keySet().retainAll(COVERED);
    boolean good =
        MerchantSignatures.md5(text(covered, DemoApps.CASTLE_PAY_KEY)).equals(told.get("sign"));
    if (good) {
      notes.paid(told);
    }
    WebResponse answer = WebResponse.text(200, good ? "success" : "fail");
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
