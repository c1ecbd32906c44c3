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

/** Serves the game of {@code protocols/egret.md}: signed requests to the platform, callbacks. */
final class OrchardServer implements GameServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ScopedValue<String> SESSION = ScopedValue.newInstance();
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
  private final String key;
  private final GameState state;
  private final GameServerClient client;

  OrchardServer(String platform, String key, GameState state) {
    this.platform = platform;
    this.key = key;
    this.state = state;
    this.client = new GameServerClient(exchange -> state.log().record(SESSION.get(), exchange));
  }

  @Override
  public String dialect() {
    return "egret";
  }

  @Override
  public void recordEntry(WebRequest request, String sessionId) {
    state.panel().record(sessionId, Kind.REDIRECT, request, WebResponse.text(200, ""));
  }

  @Override
  public WebResponse handle(WebRequest request, String sessionId) {
    return switch (request.path()) {
      case "/me" ->
          ScopedValue.where(SESSION, sessionId)
              .call(() -> me(request.query().getOrDefault("token", ""), sessionId));
      case "/score" -> ScopedValue.where(SESSION, sessionId).call(() -> score(sessionId));
      case "/callback" -> receiveCallback(request);
      default -> WebResponse.text(404, "There is nothing here.");
    };
  }

  private JsonNode ask(String endpoint, Map<String, String> own) {
    Map<String, String> parameters = new HashMap<>(own);
    parameters.put("appId", DemoApps.ORCHARD);
    parameters.put("time", Long.toString(Instant.now().toEpochMilli()));
    return client.post(platform + "/v2/" + endpoint, parameters, key);
  }

  /** Asks the platform whose token it is, and assigns the player to the session. */
  private WebResponse me(String token, String sessionId) {
    JsonNode response = ask("user/getInfo", Map.of("token", token));
    String id = response.path("data").path("id").asString("");
    if (!id.isEmpty()) {
      synchronized (players) {
        players.put(sessionId, id);
      }
      state.log().assign(id, sessionId);
    }
    return WebResponse.json(response.toString());
  }

  private WebResponse score(String sessionId) {
    String id;
    synchronized (players) {
      id = players.getOrDefault(sessionId, "");
    }
    if (id.isEmpty()) {
      return WebResponse.json("{\"score\":0,\"friends\":0}");
    }
    int score = RandomGenerator.getDefault().nextInt(1, 100);
    ask("user/setServer", Map.of("id", id, "serverId", SERVER));
    ask(
        "user/setAchievement",
        Map.of("id", id, "serverId", SERVER, "score", Integer.toString(score)));
    boolean open = ask("friend/isOpen", Map.of("id", id)).path("data").path("status").asInt() == 1;
    int friends = open ? ask("friend/getList", Map.of("id", id)).path("data").size() : 0;
    return WebResponse.json(JSON.writeValueAsString(Map.of("score", score, "friends", friends)));
  }

  private WebResponse receiveCallback(WebRequest request) {
    Map<String, String> callback = request.form();
    Map<String, String> covered = new TreeMap<>(callback);
    covered.remove("sign");
    String text = MerchantSignatures.joined(covered, "");
    boolean good = MerchantSignatures.md5(text + key).equals(callback.get("sign"));
    if (good) {
      state.paid(callback);
    }
    WebResponse response = WebResponse.json("{\"code\":" + (good ? 0 : 1013) + "}");
    state
        .panel()
        .record(
            state.log().sessionOf(callback.getOrDefault("id", "")),
            Kind.CALLBACK,
            request,
            response,
            new Remark(About.SIGNED, text + "{app_key}"),
            new Remark(good ? About.SIGN_GOOD : About.SIGN_BAD, "sign"));
    return response;
  }

  @Override
  public void close() {
    client.close();
  }
}
