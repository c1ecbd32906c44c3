package io.berth.demo.shop;

import java.util.List;

/** A message that the next page shows once. */
record Flash(boolean good, String key, List<String> arguments) {

  static Flash good(String key, String... arguments) {
    return new Flash(true, "flash." + key, List.of(arguments));
  }

  static Flash bad(String key, String... arguments) {
    return new Flash(false, "flash." + key, List.of(arguments));
  }
}
