package io.berth.dialect.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One case: comments, then sections that each begin with {@code == name}. {@code golden/README.md}
 * explains them.
 */
public record GoldenFile(Path path, Map<String, String> sections) {
  private static final String MARK = "== ";

  public static GoldenFile read(Path path) {
    Map<String, String> sections = new LinkedHashMap<>();
    String name = null;
    StringBuilder body = new StringBuilder();
    try {
      for (String line : Files.readAllLines(path)) {
        if (line.startsWith(MARK)) {
          put(sections, name, body);
          name = line.substring(MARK.length()).strip();
          body = new StringBuilder();
        } else if (name != null) {
          body.append(line).append('\n');
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          throw new IllegalStateException(path + ": neither a comment nor in a section: " + line);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    put(sections, name, body);
    return new GoldenFile(path, sections);
  }

  private static void put(Map<String, String> sections, String name, StringBuilder body) {
    if (name != null && sections.put(name, body.toString().stripTrailing()) != null) {
      throw new IllegalStateException("two sections are called " + name);
    }
  }

  public boolean has(String section) {
    return sections.containsKey(section);
  }

  public String section(String name) {
    String text = sections.get(name);
    if (text == null) {
      throw new IllegalStateException(path + " has no section " + name);
    }
    return text;
  }

  /** A typo in a section's name must not switch a check off. */
  void allow(Set<String> names) {
    for (String name : sections.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalStateException(path + " has an unknown section " + name);
      }
    }
  }
}
