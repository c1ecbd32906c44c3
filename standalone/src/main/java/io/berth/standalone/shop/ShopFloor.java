package io.berth.standalone.shop;

import io.berth.standalone.demo.FomoClient.Reply;
import io.berth.standalone.web.Panel;
import io.berth.standalone.web.Templates;
import io.berth.standalone.web.WebAnswer;
import io.berth.standalone.wire.Recorder;
import io.berth.standalone.wire.WireLog;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shared work of the site's shops. */
final class ShopFloor {

  private static final int MOST_VISITS = 500;

  private final SecureRandom random = new SecureRandom();
  private final Recent<Flash> flashes = new Recent<>(MOST_VISITS);
  private final OrderBook book = new OrderBook();
  private final WireLog log = new WireLog();
  private final Templates templates = new Templates();
  private final Panel panel = new Panel(log, templates);
  private final String platform;
  private final Supplier<String> origin;

  /**
   * @param origin of this site, known once it listens
   */
  ShopFloor(String platform, Supplier<String> origin) {
    this.platform = platform;
    this.origin = origin;
  }

  String platform() {
    return platform;
  }

  String origin() {
    return origin.get();
  }

  OrderBook book() {
    return book;
  }

  Panel panel() {
    return panel;
  }

  /** Records what the thread's visitor causes. */
  Recorder recorder() {
    return exchange -> log.record(Visit.CURRENT.get().id(), exchange);
  }

  void say(Flash flash) {
    flashes.put(Visit.CURRENT.get().id(), flash);
  }

  /** Whether the platform did it; if not, the visitor hears why. */
  boolean fine(Reply reply) {
    if (reply.status() != 1) {
      say(Flash.bad("refused", Integer.toString(reply.status()), reply.message()));
    }
    return reply.status() == 1;
  }

  /** The visitor's lines and the page's frame are added to the model. */
  WebAnswer page(String template, String folder, Map<String, Object> model) {
    Visit visit = Visit.CURRENT.get();
    Flash flash = flashes.remove(visit.id());
    if (flash != null) {
      model.put("flash", flash);
    }
    model.put("shop", folder);
    model.put("folders", List.of("dragonex", "ones", "fomo"));
    model.put("platform", platform);
    model.put("lines", book.of(visit.id(), folder));
    panel.addTo(model, visit.id(), Panel.STREAM);
    return WebAnswer.html(templates.page(template, visit.language(), model));
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
