package io.berth.demo.shop;

import io.berth.demo.merchant.FomoClient.Reply;
import io.berth.demo.recording.ExchangeListener;
import io.berth.demo.recording.ExchangeLog;
import io.berth.demo.web.ExchangePanel;
import io.berth.demo.web.Templates;
import io.berth.demo.web.WebResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shared work of the site's shops. */
final class ShopContext {

  private static final int MOST_VISITS = 500;

  private final SecureRandom random = new SecureRandom();
  private final BoundedMap<Flash> flashes = new BoundedMap<>(MOST_VISITS);
  private final ShopOrders book = new ShopOrders();
  private final ExchangeLog log = new ExchangeLog();
  private final Templates templates = new Templates();
  private final ExchangePanel panel = new ExchangePanel(log, templates);
  private final String platform;
  private final Supplier<String> origin;

  /**
   * @param origin of this site, known once it listens
   */
  ShopContext(String platform, Supplier<String> origin) {
    this.platform = platform;
    this.origin = origin;
  }

  String platform() {
    return platform;
  }

  String origin() {
    return origin.get();
  }

  ShopOrders book() {
    return book;
  }

  ExchangePanel panel() {
    return panel;
  }

  /** Records what the thread's visitor causes. */
  ExchangeListener recorder() {
    return exchange -> log.record(CurrentRequest.CURRENT.get().id(), exchange);
  }

  void say(Flash flash) {
    flashes.put(CurrentRequest.CURRENT.get().id(), flash);
  }

  /** Whether the platform did it; if not, the visitor hears why. */
  boolean fine(Reply reply) {
    if (reply.status() != 1) {
      say(Flash.bad("refused", Integer.toString(reply.status()), reply.message()));
    }
    return reply.status() == 1;
  }

  /** The visitor's lines and the page's frame are added to the model. */
  WebResponse page(String template, String folder, Map<String, Object> model) {
    CurrentRequest visit = CurrentRequest.CURRENT.get();
    Flash flash = flashes.remove(visit.id());
    if (flash != null) {
      model.put("flash", flash);
    }
    model.put("shop", folder);
    model.put("folders", List.of("dragonex", "ones", "fomo"));
    model.put("platform", platform);
    model.put("lines", book.of(visit.id(), folder));
    panel.addTo(model, visit.id(), ExchangePanel.STREAM);
    return WebResponse.html(templates.page(template, visit.language(), model));
  }

  String newNumber(String start) {
    return start + hex(8);
  }

  String hex(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  static @Nullable Goods chosen(List<Goods> shelf, @Nullable String id) {
    return shelf.stream().filter(goods -> goods.id().equals(id)).findFirst().orElse(null);
  }
}
