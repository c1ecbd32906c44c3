package io.berth.demo.shop;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The orders of all shops of this site, by the numbers that the shops gave them. */
final class ShopOrders {

  private static final int MOST = 2_000;
  private static final int SHOWN = 12;

  private final BoundedMap<ShopOrder> lines = new BoundedMap<>(MOST);

  void add(ShopOrder line) {
    lines.put(line.tradeNo(), line);
  }

  @Nullable ShopOrder find(String tradeNo) {
    return lines.get(tradeNo);
  }

  /** A visitor's own, or null: what a form names proves nothing. */
  @Nullable ShopOrder own(String visit, String shop, String tradeNo) {
    ShopOrder line = lines.get(tradeNo);
    return line != null && line.visit().equals(visit) && line.shop().equals(shop) ? line : null;
  }

  void change(String tradeNo, UnaryOperator<ShopOrder> change) {
    lines.change(tradeNo, change);
  }

  /** Newest first. */
  List<ShopOrder> of(String visit, String shop) {
    return lines.all().stream()
        .filter(line -> line.visit().equals(visit) && line.shop().equals(shop))
        .sorted(Comparator.comparing(ShopOrder::at).reversed())
        .limit(SHOWN)
        .toList();
  }
}
