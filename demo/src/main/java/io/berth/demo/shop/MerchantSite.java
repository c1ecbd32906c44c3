package io.berth.demo.shop;

import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.recording.PlatformUnreachable;
import io.berth.demo.web.ExchangePanel;
import io.berth.demo.web.WebRequest;
import io.berth.demo.web.WebResponse;
import io.berth.demo.web.WebServer;
import io.berth.service.page.Language;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the demo merchant's web site and receives its callbacks. */
public final class MerchantSite implements AutoCloseable {

  private static final String SESSION_COOKIE = "session";
  private static final int MOST_SESSIONS = 500;
  private static final Map<String, String> FILES = files();

  private final Map<String, Storefront> shops = new LinkedHashMap<>();
  private final BoundedMap<Language> languages = new BoundedMap<>(MOST_SESSIONS);
  private final ShopContext context;
  private final WebServer server;

  private MerchantSite(int port, String platform) throws IOException {
    this.context = new ShopContext(platform, this::origin);
    this.server =
        WebServer.bind(
            port,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + platform,
            this::handle);
    for (Storefront shop :
        List.of(
            new AccessKeyStorefront(Shop.dragonex(context)),
            new AccessKeyStorefront(Shop.ones(context)),
            new FomoStorefront(context, DemoApps.teaHouse(server.port())))) {
      shops.put(shop.folder(), shop);
    }
    server.start();
  }

  /**
   * @param port 0 for any
   * @param platform origin of the suite
   */
  public static MerchantSite start(int port, String platform) throws IOException {
    return new MerchantSite(port, platform);
  }

  private static Map<String, String> files() {
    Map<String, String> files = new HashMap<>();
    files.put("/assets/shop.css", "text/css; charset=utf-8");
    for (List<Goods> shelf : List.of(Goods.LANTERNS, Goods.KITES, Goods.TEAS)) {
      shelf.forEach(goods -> files.put("/assets/" + goods.id() + ".svg", "image/svg+xml"));
    }
    files.put("/assets/lighthouse.svg", "image/svg+xml");
    return files;
  }

  public int port() {
    return server.port();
  }

  public String origin() {
    return server.origin();
  }

  private WebResponse handle(WebRequest request) throws IOException {
    String path = request.path();
    if (path.startsWith("/assets/")) {
      return ExchangePanel.asset(path, FILES);
    }
    String[] parts = path.split("/", 3);
    Storefront shop = shops.get(parts.length > 1 ? parts[1] : "");
    String below = parts.length > 2 ? parts[2] : "";
    if (shop != null && below.equals("callback")) {
      return request.method().equals("POST")
          ? shop.receiveCallback(request)
          : WebResponse.text(405, "The platform posts here.");
    }
    String known = request.cookies().getOrDefault(SESSION_COOKIE, "");
    boolean isKnown = known.matches("[0-9a-f]{32}");
    String id = isKnown ? known : context.hex(16);
    CurrentRequest current = new CurrentRequest(id, language(request, id));
    WebResponse response =
        ScopedValue.where(CurrentRequest.CURRENT, current).call(() -> serve(shop, below, request));
    return response.with(
        "Set-Cookie", SESSION_COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax");
  }

  private WebResponse serve(@Nullable Storefront shop, String below, WebRequest request) {
    boolean form = request.method().equals("POST");
    if (!form && !request.method().equals("GET")) {
      return WebResponse.text(405, "GET and POST only.");
    }
    if (form && !request.isOwnForm()) {
      return WebResponse.text(403, "This form is not of this site.");
    }
    if (request.path().equals("/")) {
      return context.page("home", "", new HashMap<>());
    }
    if (request.path().equals(ExchangePanel.STREAM)) {
      return context.panel().stream(request, Shop.sessionId(), CurrentRequest.get().language());
    }
    if (shop == null) {
      return WebResponse.text(404, "There is nothing here.");
    }
    try {
      return form
          ? WebResponse.seeOther(shop.handleForm(below, request))
          : shop.show(below, request);
    } catch (Mismatch | PlatformUnreachable e) {
      // The platform is unreachable or breaks its protocol: the page shows a message.
      context.show(Flash.bad("trouble", String.valueOf(e.getMessage())));
      return WebResponse.seeOther("/" + shop.folder() + "/");
    }
  }

  /** The platform opens an app with {@code lang}; the session keeps the choice. */
  private Language language(WebRequest request, String sessionId) {
    Language asked = Language.named(request.query().get("lang"));
    if (asked != null) {
      languages.put(sessionId, asked);
    }
    Language kept = languages.get(sessionId);
    return kept != null ? kept : request.language();
  }

  @Override
  public void close() {
    server.close();
    shops.values().forEach(Storefront::close);
  }
}
