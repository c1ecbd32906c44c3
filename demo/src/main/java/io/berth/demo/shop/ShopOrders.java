package io.berth.demo.shop;

import io.berth.demo.shop.ShopOrder.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores the orders of the site's shops by order number. */
final class ShopOrders {

  private static final int MOST = 2_000;
  private static final int SHOWN = 12;

  private final BoundedMap<ShopOrder> orders = new BoundedMap<>(MOST);

  void add(ShopOrder order) {
    orders.put(order.tradeNo(), order);
  }

  @Nullable ShopOrder find(String tradeNo) {
    return orders.get(tradeNo);
  }

  /** Returns an order if it is this owner's: the number in a form proves nothing. */
  @Nullable ShopOrder find(String tradeNo, Owner owner) {
    ShopOrder order = orders.get(tradeNo);
    return order != null && order.owner().equals(owner) ? order : null;
  }

  void change(String tradeNo, UnaryOperator<ShopOrder> change) {
    orders.change(tradeNo, change);
  }

  /** Returns the orders of an owner, newest first. */
  List<ShopOrder> of(Owner owner) {
    return orders.all().stream()
        .filter(order -> order.owner().equals(owner))
        .sorted(Comparator.comparing(ShopOrder::at).reversed())
        .limit(SHOWN)
        .toList();
  }
}
