package io.berth.dialect.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP message as a golden file writes it: a line, headers, an empty line, the body.
 *
 * @param headers names in lower case, text with one character per byte
 */
public record HttpText(String firstLine, Map<String, List<String>> headers, byte[] body) {

  public static HttpText parse(String text) {
    int gap = text.indexOf("\n\n");
    String head = gap < 0 ? text : text.substring(0, gap);
    String body = gap < 0 ? "" : text.substring(gap + 2);
    String[] lines = head.strip().isEmpty() ? new String[] {""} : head.split("\n");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = octets(lines[i].substring(colon + 1).strip());
      headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    return new HttpText(octets(lines[0]), headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** One value per header, where there can be no more. */
  public Map<String, String> singleHeaders() {
    Map<String, String> single = new LinkedHashMap<>();
    headers.forEach((name, values) -> single.put(name, values.getFirst()));
    return single;
  }

  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
