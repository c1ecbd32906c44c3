package io.berth.pay.publication;

import org.jspecify.annotations.Nullable;

/** Name of an event: the same event has the same name, however often it is published. */
record EventId(long orderId, long version) {

  private static final char SEPARATOR = '-';

  String text() {
    return orderId + "" + SEPARATOR + version;
  }

  /** Null for a text that names no event of ours. */
  static @Nullable EventId parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    try {
      return separator < 0
          ? null
          : new EventId(
              Long.parseLong(text.substring(0, separator)),
              Long.parseLong(text.substring(separator + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
