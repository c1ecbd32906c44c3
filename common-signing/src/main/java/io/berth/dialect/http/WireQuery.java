package io.berth.dialect.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a query or a form apart: {@code a=1&b=%20}, raw bytes included. */
public final class WireQuery {

  /**
   * @param name decoded
   * @param raw the whole pair as it came, from the name to the end of the value
   */
  public record Pair(String name, String raw) {
    /** Not decoded; empty where there was no equals sign. */
    public String rawValue() {
      return raw.substring(raw.indexOf('=') + 1);
    }

    private static Pair of(String raw) {
      int equals = raw.indexOf('=');
      String text = equals < 0 ? raw + '=' : raw;
      String rawName = equals < 0 ? raw : raw.substring(0, equals);
      String name = decode(rawName);
      return new Pair(name == null ? rawName : name, text);
    }
  }

  private WireQuery() {}

  public static List<Pair> pairs(@Nullable String rawQuery) {
    List<Pair> pairs = new ArrayList<>();
    if (rawQuery == null) {
      return pairs;
    }
    int start = 0;
    while (start <= rawQuery.length()) {
      int end = rawQuery.indexOf('&', start);
      end = end < 0 ? rawQuery.length() : end;
      if (end > start) {
        pairs.add(Pair.of(rawQuery.substring(start, end)));
      }
      start = end + 1;
    }
    return pairs;
  }

  /**
   * Reassembles an un-encoded URL with a query: once the value of {@code urlName} holds a question
   * mark, unknown parameters after it belong to it ({@code protocols/ones.md}).
   */
  public static List<Pair> rejoin(List<Pair> pairs, String urlName, Set<String> known) {
    List<Pair> rejoined = new ArrayList<>(pairs.size());
    int url = -1;
    for (Pair pair : pairs) {
      if (url >= 0 && !known.contains(pair.name())) {
        Pair whole = rejoined.get(url);
        rejoined.set(url, new Pair(whole.name(), whole.raw() + '&' + pair.raw()));
        continue;
      }
      if (pair.name().equals(urlName) && pair.rawValue().indexOf('?') >= 0) {
        url = rejoined.size();
      }
      rejoined.add(pair);
    }
    return rejoined;
  }

  /** Percent-decodes once; null where an escape is broken or the bytes are no UTF-8. */
  public static @Nullable String decode(String raw) {
    if (isPlain(raw)) {
      return raw;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      int c = raw.codePointAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c > 0xFF) {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c) - 1;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static boolean isPlain(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c == '+' || c > 0x7E) {
        return false;
      }
    }
    return true;
  }
}
