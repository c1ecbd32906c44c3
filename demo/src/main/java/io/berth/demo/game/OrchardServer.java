package io.berth.demo.game;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.GameServerClient;
import io.berth.demo.merchant.MerchantSignatures;
import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code protocols/egret.md}: signed questions to the platform, callbacks. */
final class OrchardServer implements GameServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ScopedValue<String> VISIT = ScopedValue.newInstance();
  private static final String SERVER = "s1";
  private static final int MOST_PLAYERS = 500;

  private final Map<String, String> players =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_PLAYERS;
        }
      };
  private final String platform;
  private final GameState notes;
  private final GameServerClient client;

  OrchardServer(String platform, GameState notes) {
    this.platform = platform;
    this.notes = notes;
    this.client = new GameServerClient(exchange -> notes.log().record(VISIT.get(), exchange));
  }

  @Override
  public String dialect() {
    return "egret";
  }

  @Override
  public void entered(WebRequest request, String visit) {
    notes.panel().record(visit, Kind.REDIRECT, request, WebResponse.text(200, ""));
  }

  @Override
  public WebResponse answer(WebRequest request, String visit) {
    return switch (request.path()) {
      case "/me" ->
          ScopedValue.where(VISIT, visit)
              .call(() -> me(request.query().getOrDefault("token", ""), visit));
      case "/score" -> ScopedValue.where(VISIT, visit).call(() -> score(visit));
      case "/callback" -> called(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private JsonNode asks(String endpoint, Map<String, String> own) {
    Map<String, String> parameters = new HashMap<>(own);
    parameters.put("appId", DemoApps.ORCHARD);
    parameters.put("time", Long.toString(Instant.now().toEpochMilli()));
    return client.posts(platform + "/v2/" + endpoint, parameters, DemoApps.ORCHARD_KEY);
  }

  /** Whose token it is; from then on what concerns this player concerns this visit. */
  private WebResponse me(String token, String visit) {
    JsonNode answer = asks("user/getInfo", Map.of("token", token));
    String id = answer.path("data").path("id").asString("");
    if (!id.isEmpty()) {
      synchronized (players) {
        players.put(visit, id);
      }
      notes.log().claim(id, visit);
    }
    return WebResponse.json(answer.toString());
  }

  private WebResponse score(String visit) {
    String id;
    synchronized (players) {
      id = players.getOrDefault(visit, "");
    }
    if (id.isEmpty()) {
      return WebResponse.json("{\"score\":0,\"friends\":0}");
    }
    int score = RandomGenerator.getDefault().nextInt(1, 100);
    asks("user/setServer", Map.of("id", id, "serverId", SERVER));
    asks(
        "user/setAchievement",
        Map.of("id", id, "serverId", SERVER, "score", Integer.toString(score)));
    boolean open = asks("friend/isOpen", Map.of("id", id)).path("data").path("status").asInt() == 1;
    int friends = open ? asks("friend/getList", Map.of("id", id)).path("data").size() : 0;
    return WebResponse.json(JSON.writeValueAsString(Map.of("score", score, "friends", friends)));
  }

  private WebResponse called(WebRequest request) {
    Map<String, String> told = request.form();
    Map<String, String> covered = new TreeMap<>(told);
    covered.remove("sign");
    String text = MerchantSignatures.joined(covered, "");
    boolean good = MerchantSignatures.md5(text + DemoApps.ORCHARD_KEY).equals(told.get("sign"));
    if (good) {
      notes.paid(told);
    }
    WebResponse answer = WebResponse.json("{\"code\":" + (good ? 0 : 1013) + "}");
    notes
        .panel()
        .record(
            notes.log().visitOf(told.getOrDefault("id", "")),
            Kind.CALLBACK,
            request,
            answer,
            new Remark(About.SIGNED, text + "{app_key}"),
            new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, "sign"));
    return answer;
  }

  @Override
  public void close() {
    client.close();
  }
}
