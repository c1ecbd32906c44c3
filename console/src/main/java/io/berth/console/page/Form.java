package io.berth.console.page;

import java.util.List;
import org.springframework.util.MultiValueMap;

/** The fields of a submitted form. */
public record Form(MultiValueMap<String, String> fields) {

  /** Returns a field without spaces around it; empty where it is missing. */
  public String text(String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /** Returns a field as typed, with its spaces. */
  public String secret(String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value;
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Splits a field at lines and commas, without empty items. */
  public List<String> list(String name) {
    return text(name)
        .lines()
        .flatMap(line -> List.of(line.split(",")).stream())
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** Returns all values of a repeated field. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of()).stream().map(String::strip).toList();
  }
}
