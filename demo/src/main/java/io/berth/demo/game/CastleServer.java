package io.berth.demo.game;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.DemoApps.GameKeys;
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

/** Serves the game of {@code protocols/wancms.md}: signed entries, signed bills, callbacks. */
final class CastleServer implements GameServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> COVERED =
      List.of("app_id", "bill_no", "ext", "open_id", "price", "status");

  private final GameKeys keys;
  private final GameState state;

  CastleServer(GameKeys keys, GameState state) {
    this.keys = keys;
    this.state = state;
  }

  @Override
  public String dialect() {
    return "wancms";
  }

  @Override
  public void recordEntry(WebRequest request, String sessionId) {
    String openId = request.query().getOrDefault("open_id", "");
    String text = "open_id=" + openId + "&key=";
    boolean good = MerchantSignatures.md5(text + keys.login()).equals(request.query().get("sign"));
    if (good) {
      state.log().assign(openId, sessionId);
    }
    state
        .panel()
        .record(
            sessionId,
            Kind.REDIRECT,
            request,
            WebResponse.text(200, ""),
            new Remark(About.SIGNED, text + "{login_key}"),
            signatureRemark(good));
  }

  @Override
  public WebResponse handle(WebRequest request, String sessionId) {
    return switch (request.path()) {
      case "/order" -> bill(request, sessionId);
      case "/callback" -> receiveCallback(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  /** Signs a bill, which the player's browser hands to the platform. */
  private WebResponse bill(WebRequest request, String sessionId) {
    Map<String, String> bill = new TreeMap<>();
    bill.put("bill_no", "B" + UUID.randomUUID().toString().replace("-", ""));
    bill.put("ext", "tower 7");
    bill.put("goods_name", "Gift box");
    bill.put("open_id", request.query().getOrDefault("open_id", ""));
    bill.put("total_fee", "10");
    Map<String, String> signed = new LinkedHashMap<>(bill);
    signed.put("sign", MerchantSignatures.md5(text(bill, keys.pay())));
    signed.put("app_id", DemoApps.CASTLE);
    WebResponse response = WebResponse.json(JSON.writeValueAsString(signed));
    state
        .panel()
        .record(
            sessionId,
            Kind.HANDOVER,
            request,
            response,
            new Remark(About.SIGNED, text(bill, "{pay_key}")));
    return response;
  }

  private static String text(Map<String, String> covered, String key) {
    Map<String, String> sorted = new TreeMap<>(covered);
    sorted.put("secret_key", key);
    return MerchantSignatures.joined(sorted, "&");
  }

  private WebResponse receiveCallback(WebRequest request) {
    Map<String, String> callback = request.query();
    Map<String, String> covered = new TreeMap<>(callback);
    covered.keySet().retainAll(COVERED);
    boolean good = MerchantSignatures.md5(text(covered, keys.pay())).equals(callback.get("sign"));
    if (good) {
      state.paid(callback);
    }
    WebResponse response = WebResponse.text(200, good ? "success" : "fail");
    state
        .panel()
        .record(
            state.log().sessionOf(callback.getOrDefault("open_id", "")),
            Kind.CALLBACK,
            request,
            response,
            new Remark(About.SIGNED, text(covered, "{pay_key}")),
            signatureRemark(good));
    return response;
  }

  private static Remark signatureRemark(boolean good) {
    return new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, "sign");
  }

  @Override
  public void close() {}
}
