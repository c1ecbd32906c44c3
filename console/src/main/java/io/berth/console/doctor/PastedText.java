package io.berth.console.doctor;

import io.berth.api.doctor.DoctorCommand.CheckRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a pasted request: a curl command, raw HTTP, or its fields. */
final class PastedText {
  private static final int LONGEST = 64 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Za-z]{3,10}) +(\\S+)(?: +HTTP/[0-9.]+)?");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*)");
  private static final Pattern FIELDS = Pattern.compile("[\\w.-]+=[^\\n]*", Pattern.DOTALL);

  /** Result of reading a pasted text. */
  sealed interface Result {
    record Request(CheckRequest request) implements Result {}

    /**
     * @param problem the end of a message's key
     */
    record Unreadable(String problem, String argument) implements Result {}
  }

  private PastedText() {}

  static Result read(String pasted) {
    String text = pasted.replace("\r\n", "\n").replace('\r', '\n').strip();
    if (text.isEmpty()) {
      return new Result.Unreadable("empty", "");
    }
    if (text.length() > LONGEST) {
      return new Result.Unreadable("long", "");
    }
    String bare = text.startsWith("$ ") ? text.substring(2) : text;
    if (bare.startsWith("curl ")) {
      return CurlCommand.read(bare);
    }
    return text.startsWith("> ") ? raw(trace(text)) : raw(text);
  }

  /** Reads the request lines of {@code curl -v} output. */
  private static String trace(String text) {
    StringBuilder sent = new StringBuilder();
    text.lines()
        .filter(line -> line.startsWith(">"))
        .forEach(line -> sent.append(line.substring(1).strip()).append('\n'));
    return sent.toString();
  }

  private static Result raw(String text) {
    int end = text.indexOf('\n');
    String first = (end < 0 ? text : text.substring(0, end)).strip();
    Matcher line = REQUEST_LINE.matcher(first);
    if (!line.matches()) {
      return FIELDS.matcher(text).matches() && !text.contains("\n")
          ? request("POST", "/", List.of("Content-Type: application/x-www-form-urlencoded"), text)
          : new Result.Unreadable("first-line", first);
    }
    int empty = text.indexOf("\n\n");
    String head = empty < 0 ? text : text.substring(0, empty);
    String body = empty < 0 ? "" : text.substring(empty + 2);
    List<String> headers = head.lines().skip(1).filter(each -> !each.isBlank()).toList();
    return request(line.group(1), line.group(2), headers, body);
  }

  /**
   * @param target path and query, or a whole URL
   * @param headers lines
   */
  static Result request(String method, String target, List<String> headers, String body) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String line : headers) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches() || byName.size() >= MOST_HEADERS) {
        return new Result.Unreadable("header", line);
      }
      byName
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(octets(header.group(2).strip()));
    }
    String path = path(target);
    if (path == null) {
      return new Result.Unreadable("target", target);
    }
    return new Result.Request(
        new CheckRequest(method, octets(path), byName, bytes(body, byName.get("content-length"))));
  }

  private static @Nullable String path(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    Matcher url = Pattern.compile("https?://[^/?#]*([/?][^#]*)?(#.*)?").matcher(target);
    if (!url.matches()) {
      return null;
    }
    String path = url.group(1) == null ? "/" : url.group(1);
    return path.startsWith("/") ? path : "/" + path;
  }

  /** Restores line ends by the content's length: browsers send CRLF, and the last is often lost. */
  private static byte[] bytes(String body, @Nullable List<String> lengths) {
    String length = lengths == null ? "" : lengths.getFirst();
    for (String variant : List.of(body, body + "\n", body.replace("\n", "\r\n"))) {
      byte[] bytes = variant.getBytes(StandardCharsets.UTF_8);
      if (Integer.toString(bytes.length).equals(length)) {
        return bytes;
      }
    }
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** Decodes one character per byte (ISO 8859-1). */
  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
