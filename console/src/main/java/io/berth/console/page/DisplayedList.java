package io.berth.console.page;

import java.util.List;
import java.util.Locale;

/** Lists whose columns people choose, without those that are always there. */
public enum DisplayedList {
  ORDERS("created", "kind", "payer", "cut", "status", "callback"),
  CALLBACKS("state", "last", "next");

  private final List<String> columns;

  DisplayedList(String... columns) {
    this.columns = List.of(columns);
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<String> columns() {
    return columns;
  }
}
