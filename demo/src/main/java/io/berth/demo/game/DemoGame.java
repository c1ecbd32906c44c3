package io.berth.demo.game;

import io.berth.demo.merchant.DemoApps;
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
  private final GameState notes = new GameState(log, panel);
  private final String platform;
  private final GameServer game;
  private final WebServer server;

  private DemoGame(int port, String platform, Function<GameState, GameServer> game)
      throws IOException {
    this.platform = platform;
    this.game = game.apply(notes);
    // A game may embed others, as real ones embed advertisements: the platform has to bear that.
    this.server =
        WebServer.bind(
            port,
            "default-src 'none'; script-src 'self' %s; style-src 'self'; img-src 'self';"
                    .formatted(platform)
                + " connect-src 'self'; frame-src http: https:; base-uri 'none';"
                + " form-action 'none'; frame-ancestors "
                + platform,
            this::answer);
    server.start();
  }

  /**
   * @param port 0 for any
   * @param platform origin of the suite
   */
  public static DemoGame wancms(int port, String platform) throws IOException {
    return new DemoGame(port, platform, CastleServer::new);
  }

  public static DemoGame egret(int port, String platform) throws IOException {
    return new DemoGame(port, platform, notes -> new OrchardServer(platform, notes));
  }

  public int port() {
    return server.port();
  }

  /** What callbacks with a good sign have told so far. */
  public List<Map<String, String>> paid() {
    return notes.allPaid();
  }

  private WebResponse answer(WebRequest request) throws IOException {
    String path = request.path();
    String named = request.query().getOrDefault("visit", "");
    String visit = named.matches("[0-9a-f]{32}") ? named : "";
    if (path.startsWith("/assets/")) {
      return ExchangePanel.asset(path, FILES);
    }
    return switch (path) {
      case "/" -> page(request);
      case "/paid" -> WebResponse.json(JSON.writeValueAsString(paid()));
      case ExchangePanel.STREAM -> panel.stream(request, visit, request.language());
      default -> game.answer(request, visit);
    };
  }

  /** Each time the page is loaded is a visit; a cookie would be a third party's in a frame. */
  private WebResponse page(WebRequest request) {
    String visit = UUID.randomUUID().toString().replace("-", "");
    Language language = request.language();
    game.entered(request, visit);
    Map<String, Object> model = new HashMap<>();
    model.put("visit", visit);
    model.put("appId", DemoApps.CASTLE);
    model.put("platform", platform);
    panel.addTo(model, visit, ExchangePanel.STREAM + "?visit=" + visit);
    return WebResponse.html(templates.page(game.dialect(), language, model));
  }

  @Override
  public void close() {
    server.close();
    game.close();
  }
}
