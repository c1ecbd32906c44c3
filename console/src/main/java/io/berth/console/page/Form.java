package io.berth.console.page;

import java.util.List;
import org.springframework.util.MultiValueMap;

/** Fields of a submitted form of ours. */
public record Form(MultiValueMap<String, String> fields) {

  /** Without spaces around it; empty where the form had no such field. */
  public String text(String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /** As it was typed, spaces included. */
  public String secret(String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value;
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Lines and commas part the items of a list; empty ones are left out. */
  public List<String> list(String name) {
    return text(name)
        .lines()
        .flatMap(line -> List.of(line.split(",")).stream())
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** Every value of a field that a form has several times. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of()).stream().map(String::strip).toList();
  }
}
