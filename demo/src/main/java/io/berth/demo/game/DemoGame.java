package io.berth.demo.game;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.DemoApps.GameKeys;
import io.berth.demo.recording.ExchangeLog;
import io.berth.demo.web.ExchangePanel;
import io.berth.demo.web.Templates;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import io.berth.demo.web.WebServer;
import io.berth.service.page.Language;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A game of the demo file with its own server. Written from the protocols' text as a merchant
 * would, not with the suite's own signing.
 */
public final class DemoGame implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> FILES =
      Map.of(
          "/assets/game.css", "text/css; charset=utf-8",
          "/assets/wancms.js", SCRIPT,
          "/assets/egret.js", SCRIPT,
          "/assets/castle.svg", "image/svg+xml",
          "/assets/orchard.svg", "image/svg+xml");

  private final ExchangeLog log = new ExchangeLog();
  private final Templates templates = new Templates();
  private final ExchangePanel panel = new ExchangePanel(log, templates);
  private final GameState state = new GameState(log, panel);
  private final String platform;
  private final GameServer game;
  private final WebServer server;

  private DemoGame(int port, String platform, Function<GameState, GameServer> game)
      throws IOException {
    this.platform = platform;
    this.game = game.apply(state);
    // Real games embed advertisements, so the platform has to allow frames inside a game.
    this.server =
        WebServer.bind(
            port,
            "default-src 'none'; script-src 'self' %s; style-src 'self'; img-src 'self';"
                    .formatted(platform)
                + " connect-src 'self'; frame-src http: https:; base-uri 'none';"
                + " form-action 'none'; frame-ancestors "
                + platform,
            this::handle);
    server.start();
  }

  /**
   * @param port 0 for any
   * @param platform origin of the suite, live or of the test mode
   * @param keys those of the game there
   */
  public static DemoGame wancms(int port, String platform, GameKeys keys) throws IOException {
    return new DemoGame(port, platform, state -> new CastleServer(keys, state));
  }

  /** As {@link #wancms}. */
  public static DemoGame egret(int port, String platform, GameKeys keys) throws IOException {
    return new DemoGame(
        port, platform, state -> new OrchardServer(platform, keys.orchard(), state));
  }

  public int port() {
    return server.port();
  }

  /** Returns the parameters of all callbacks that had a valid signature. */
  public List<Map<String, String>> paid() {
    return state.allPaid();
  }

  private WebResponse handle(WebRequest request) throws IOException {
    String path = request.path();
    String named = request.query().getOrDefault("session", "");
    String sessionId = named.matches("[0-9a-f]{32}") ? named : "";
    if (path.startsWith("/assets/")) {
      return ExchangePanel.asset(path, FILES);
    }
    return switch (path) {
      case "/" -> page(request);
      case "/paid" -> WebResponse.json(JSON.writeValueAsString(paid()));
      case ExchangePanel.STREAM -> panel.stream(request, sessionId, request.language());
      default -> game.handle(request, sessionId);
    };
  }

  /** Starts a session with each load: in a frame, a cookie would be a third party's. */
  private WebResponse page(WebRequest request) {
    String sessionId = UUID.randomUUID().toString().replace("-", "");
    Language language = request.language();
    game.recordEntry(request, sessionId);
    Map<String, Object> model = new HashMap<>();
    model.put("session", sessionId);
    model.put("appId", DemoApps.CASTLE);
    model.put("platform", platform);
    panel.addTo(model, sessionId, ExchangePanel.STREAM + "?session=" + sessionId);
    return WebResponse.html(templates.page(game.dialect(), language, model));
  }

  @Override
  public void close() {
    server.close();
    game.close();
  }
}
