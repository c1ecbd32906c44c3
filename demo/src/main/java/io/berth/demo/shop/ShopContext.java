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

/** Shared by the site's shops: pages, orders, messages and recorded traffic. */
final class ShopContext {

  private static final int MOST_SESSIONS = 500;

  private final SecureRandom random = new SecureRandom();
  private final BoundedMap<Flash> flashes = new BoundedMap<>(MOST_SESSIONS);
  private final ShopOrders orders = new ShopOrders();
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

  ShopOrders orders() {
    return orders;
  }

  ExchangePanel panel() {
    return panel;
  }

  /** Records exchanges under the current session. */
  ExchangeListener recorder() {
    return exchange -> log.record(CurrentRequest.get().sessionId(), exchange);
  }

  void show(Flash flash) {
    flashes.put(CurrentRequest.get().sessionId(), flash);
  }

  /** Whether the platform accepted the request; shows a message if not. */
  boolean succeeded(Reply reply) {
    if (reply.status() != 1) {
      show(Flash.bad("refused", Integer.toString(reply.status()), reply.message()));
    }
    return reply.status() == 1;
  }

  /** Renders a page with the session's orders and the frame. */
  WebResponse page(String template, String folder, Map<String, Object> model) {
    CurrentRequest current = CurrentRequest.get();
    Flash flash = flashes.remove(current.sessionId());
    if (flash != null) {
      model.put("flash", flash);
    }
    model.put("shop", folder);
    model.put("folders", List.of("dragonex", "ones", "fomo"));
    model.put("platform", platform);
    model.put("orders", orders.of(new ShopOrder.Owner(current.sessionId(), folder)));
    panel.addTo(model, current.sessionId(), ExchangePanel.STREAM);
    return WebResponse.html(templates.page(template, current.language(), model));
  }

  String newNumber(String prefix) {
    return prefix + hex(8);
  }

  String hex(int bytes) {
    byte[] random = new byte[bytes];
    this.random.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  static @Nullable Goods chosen(List<Goods> shelf, @Nullable String id) {
    return shelf.stream().filter(goods -> goods.id().equals(id)).findFirst().orElse(null);
  }
}
