package io.berth.dialect.reference;

import io.berth.dialect.Dialect;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Reads how a dialect is called. */
final class DialectWords {
  private DialectWords() {}

  static String name(Dialect dialect) {
    return words(dialect).getProperty("name");
  }

  static String description(Dialect dialect) {
    return words(dialect).getProperty("summary")
        + " In words: docs/guides/"
        + dialect.id()
        + ".md and docs/protocols/"
        + dialect.id()
        + ".md. Parameters may come as JSON numbers and as strings alike.";
  }

  private static Properties words(Dialect dialect) {
    Properties words = new Properties();
    try (var file = dialect.getClass().getResourceAsStream("words.properties")) {
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return words;
  }
}
