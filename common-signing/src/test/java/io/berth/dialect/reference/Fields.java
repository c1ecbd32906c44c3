package io.berth.dialect.reference;

import io.berth.dialect.Dialect;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Meanings of the fields of answers and callbacks, from {@code fields.properties} in a dialect's
 * folder: {@code object.field}, else {@code field}. The outermost objects are called {@code
 * envelope} and {@code callback}.
 */
final class Fields {
  private final Properties meanings = new Properties();
  private final TreeSet<String> used = new TreeSet<>();

  static Fields of(Dialect dialect) {
    Fields fields = new Fields();
    try (var file = dialect.getClass().getResourceAsStream("fields.properties")) {
      if (file != null) {
        fields.meanings.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return fields;
  }

  String meaning(String object, String field) {
    String key = meanings.containsKey(object + "." + field) ? object + "." + field : field;
    used.add(key);
    return meanings.getProperty(key, "");
  }

  /** Fields that are shown and have no meaning. */
  TreeSet<String> missing() {
    TreeSet<String> missing = new TreeSet<>(used);
    missing.removeAll(meanings.stringPropertyNames());
    return missing;
  }

  /** Meanings of fields that are nowhere shown. */
  TreeSet<String> unused() {
    TreeSet<String> unused = new TreeSet<>(meanings.stringPropertyNames());
    unused.removeAll(used);
    return unused;
  }
}
