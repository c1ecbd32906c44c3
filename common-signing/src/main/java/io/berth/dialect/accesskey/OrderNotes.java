package io.berth.dialect.accesskey;

import io.berth.dialect.parameter.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the texts that an order carries for people: {@code scene} and {@code desc}. */
public final class OrderNotes {
  private static final int MAX_LENGTH = 99;

  private OrderNotes() {}

  public static Map<String, String> read(Params params) {
    Map<String, String> notes = new HashMap<>();
    for (String name : List.of("scene", "desc")) {
      String value = params.optional(name, MAX_LENGTH);
      if (!value.isEmpty()) {
        notes.put(name, value);
      }
    }
    return notes;
  }
}
