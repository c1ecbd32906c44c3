package io.berth.did.operator;

import io.berth.service.page.Names;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads search texts and the columns of results. */
final class Columns {

  private Columns() {}

  static String needle(String search) {
    return search.strip().toLowerCase(Locale.ROOT);
  }

  /** The first of those found; one more than a page is asked for, to know whether there is more. */
  static <T> List<T> page(List<T> found, int size) {
    return found.subList(0, Math.min(size, found.size()));
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  static Map<String, String> names(Readable row) {
    return Names.read(text(row, "name"));
  }
}
