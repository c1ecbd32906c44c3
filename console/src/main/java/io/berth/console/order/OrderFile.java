package io.berth.console.order;

import io.berth.api.order.Order;
import io.berth.console.export.Csv;

/** Writes orders as rows of a CSV file. */
final class OrderFile {

  private OrderFile() {}

  static String header() {
    return Csv.row(
        "order_id",
        "trade_no",
        "kind",
        "status",
        "coin",
        "amount",
        "fee",
        "open_id",
        "uid",
        "created_at",
        "settled_at",
        "return_of");
  }

  static String row(Order order) {
    return Csv.row(
        order.id(),
        order.tradeNo(),
        order.kind(),
        order.status(),
        order.coin(),
        order.amount(),
        order.cut(),
        order.openId(),
        order.uid(),
        order.createdAt(),
        order.settledAt(),
        order.returnOf());
  }
}
