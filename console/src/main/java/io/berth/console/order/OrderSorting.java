package io.berth.console.order;

import io.berth.api.order.OrderCommand.OrderSort;
import io.berth.api.order.OrderCommand.SortedPosition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Order of a list of orders, as the page's address has it: {@code oldest}, {@code amount}, {@code
 * amount-down} and so on; the latest first where there is none.
 *
 * @param by null for the time when orders were made
 */
record OrderSorting(@Nullable OrderSort by, boolean ascending) {
  private static final String DOWN = "-down";
  private static final String SEPARATOR = "~";

  static OrderSorting of(SearchQuery query) {
    String text = query.text("sort");
    for (OrderSort sort : OrderSort.values()) {
      String name = name(sort);
      if (name.equals(text) || (name + DOWN).equals(text)) {
        return new OrderSorting(sort, name.equals(text));
      }
    }
    return new OrderSorting(null, "oldest".equals(text));
  }

  private static String name(OrderSort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable OrderSort by, boolean ascending) {
    return by == null ? ascending ? "oldest" : "latest" : ascending ? name(by) : name(by) + DOWN;
  }

  /**
   * A column's header.
   *
   * @param direction as {@code aria-sort} has it; null where the list has another order
   */
  record Header(String address, @Nullable String direction) {}

  /** Headers by column: {@code created} and the others; each changes the direction once more. */
  Map<String, Header> headers(SearchQuery query) {
    SearchQuery start = query.without("after");
    Map<String, Header> headers = new LinkedHashMap<>();
    headers.put("created", header(start, null));
    for (OrderSort sort : OrderSort.values()) {
      headers.put(name(sort), header(start, sort));
    }
    return headers;
  }

  private Header header(SearchQuery start, @Nullable OrderSort column) {
    boolean isThis = column == by;
    // Large amounts and the latest orders first; users and states in the order of the alphabet.
    boolean first = column == OrderSort.USER || column == OrderSort.STATE;
    return new Header(
        start.with("sort", text(column, isThis ? !ascending : first)),
        isThis ? ascending ? "ascending" : "descending" : null);
  }

  static String write(SortedPosition position) {
    return position.value() + SEPARATOR + position.orderId() + SEPARATOR + position.latest();
  }

  /** Null where the text is no position. */
  static @Nullable SortedPosition read(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split(SEPARATOR);
    if (parts.length != 3) {
      return null;
    }
    try {
      return new SortedPosition(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }
}
