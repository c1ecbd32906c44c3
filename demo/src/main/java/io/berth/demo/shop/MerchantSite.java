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

/** The demo merchant's web site and server. */
public final class MerchantSite implements AutoCloseable {

  private static final String VISIT = "visit";
  private static final int MOST_VISITS = 500;
  private static final Map<String, String> FILES = files();

  private final Map<String, Storefront> shops = new LinkedHashMap<>();
  private final BoundedMap<Language> languages = new BoundedMap<>(MOST_VISITS);
  private final ShopContext floor;
  private final WebServer server;

  private MerchantSite(int port, String platform) throws IOException {
    this.floor = new ShopContext(platform, this::origin);
    this.server =
        WebServer.bind(
            port,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + platform,
            this::answer);
    for (Storefront shop :
        List.of(
            new AccessKeyStorefront(Shop.dragonex(floor)),
            new AccessKeyStorefront(Shop.ones(floor)),
            new FomoStorefront(floor, DemoApps.teaHouse(server.port())))) {
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

  private WebResponse answer(WebRequest request) throws IOException {
    String path = request.path();
    if (path.startsWith("/assets/")) {
      return ExchangePanel.asset(path, FILES);
    }
    String[] parts = path.split("/", 3);
    Storefront shop = shops.get(parts.length > 1 ? parts[1] : "");
    String below = parts.length > 2 ? parts[2] : "";
    if (shop != null && below.equals("callback")) {
      return request.method().equals("POST")
          ? shop.called(request)
          : WebResponse.text(405, "The platform posts here.");
    }
    String known = request.cookies().getOrDefault(VISIT, "");
    boolean isKnown = known.matches("[0-9a-f]{32}");
    String id = isKnown ? known : floor.hex(16);
    CurrentRequest visit = new CurrentRequest(id, language(request, id));
    WebResponse answer =
        ScopedValue.where(CurrentRequest.CURRENT, visit).call(() -> visited(shop, below, request));
    return answer.with("Set-Cookie", VISIT + "=" + visit.id() + "; Path=/; HttpOnly; SameSite=Lax");
  }

  private WebResponse visited(@Nullable Storefront shop, String below, WebRequest request) {
    CurrentRequest visit = CurrentRequest.CURRENT.get();
    boolean form = request.method().equals("POST");
    if (!form && !request.method().equals("GET")) {
      return WebResponse.text(405, "GET and POST only.");
    }
    if (form && !request.isOwnForm()) {
      return WebResponse.text(403, "This form is not of this site.");
    }
    if (request.path().equals("/")) {
      return floor.page("home", "", new HashMap<>());
    }
    if (request.path().equals(ExchangePanel.STREAM)) {
      return floor.panel().stream(request, visit.id(), visit.language());
    }
    if (shop == null) {
      return WebResponse.text(404, "There is nothing here.");
    }
    try {
      return form ? WebResponse.seeOther(shop.does(below, request)) : shop.shows(below, request);
    } catch (Mismatch | PlatformUnreachable e) {
      // The platform is away or says what no protocol has: for the visitor to know.
      floor.say(Flash.bad("trouble", String.valueOf(e.getMessage())));
      return WebResponse.seeOther("/" + shop.folder() + "/");
    }
  }

  /** The platform opens an app with {@code lang}; the choice is kept for this visit. */
  private Language language(WebRequest request, String visit) {
    Language asked = Language.named(request.query().get("lang"));
    if (asked != null) {
      languages.put(visit, asked);
    }
    Language kept = languages.get(visit);
    return kept != null ? kept : request.language();
  }

  @Override
  public void close() {
    server.close();
    shops.values().forEach(Storefront::close);
  }
}
