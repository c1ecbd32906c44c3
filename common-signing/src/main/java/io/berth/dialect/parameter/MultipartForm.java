package io.berth.dialect.parameter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses a {@code multipart/form-data} body (RFC 7578). Text fields only: a file is no parameter of
 * any protocol. Lines may end without a carriage return.
 */
final class MultipartForm {
  private static final int MOST_FIELDS = 64;
  private static final int LONGEST_HEAD = 2048;
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", flags());
  private static final Pattern NAME =
      Pattern.compile(
          "^content-disposition:\\s*form-data\\s*;(?:[^\\r\\n]*;)?\\s*name=(?:\"([^\"\\r\\n]*)\"|([^\\s;\"]+))",
          flags() | Pattern.MULTILINE);
  private static final Pattern FILE = Pattern.compile(";\\s*filename\\*?=", flags());

  /**
   * @param name of the parameter
   * @param octets of its value, one character each
   */
  record Field(String name, String octets) {
    /** Null where the bytes are no UTF-8. */
    @Nullable String text() {
      return utf8(octets);
    }
  }

  private MultipartForm() {}

  private static int flags() {
    return Pattern.CASE_INSENSITIVE;
  }

  /** Null for another content type, or a form above the limits. */
  static @Nullable List<Field> fields(String contentType, byte[] body) {
    Matcher declared = BOUNDARY.matcher(contentType);
    if (!declared.find()) {
      return null;
    }
    String boundary = declared.group(1) == null ? declared.group(2) : declared.group(1);
    return fields(new String(body, StandardCharsets.ISO_8859_1), "--" + boundary);
  }

  private static @Nullable List<Field> fields(String text, String delimiter) {
    List<Field> fields = new ArrayList<>();
    int start = delimiterAt(text, delimiter, 0);
    while (start >= 0) {
      int after = start + delimiter.length();
      if (text.startsWith("--", after)) {
        return fields;
      }
      int partStart = text.indexOf('\n', after);
      int next = partStart < 0 ? -1 : delimiterAt(text, delimiter, partStart + 1);
      if (next < 0 || fields.size() == MOST_FIELDS || !text.substring(after, partStart).isBlank()) {
        return null;
      }
      Field field = field(text.substring(partStart + 1, next));
      if (field == null) {
        return null;
      }
      fields.add(field);
      start = next;
    }
    return null;
  }

  /** Index of a delimiter at the beginning of a line, or negative. */
  private static int delimiterAt(String text, String delimiter, int from) {
    int at = text.indexOf(delimiter, from);
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at = text.indexOf(delimiter, at + 1);
    }
    return at;
  }

  /** A part from its first header to the line break in front of the next delimiter. */
  private static @Nullable Field field(String part) {
    int carriage = part.indexOf("\r\n\r\n");
    int plain = part.indexOf("\n\n");
    boolean carriageFirst = carriage >= 0 && (plain < 0 || carriage < plain);
    int gap = carriageFirst ? carriage : plain;
    if (gap < 0 || gap > LONGEST_HEAD) {
      return null;
    }
    String head = part.substring(0, gap);
    int valueStart = gap + (carriageFirst ? 4 : 2);
    int valueEnd = part.length() - 1;
    if (valueEnd > valueStart && part.charAt(valueEnd - 1) == '\r') {
      valueEnd--;
    }
    Matcher named = NAME.matcher(head);
    if (valueEnd < valueStart || FILE.matcher(head).find() || !named.find()) {
      return null;
    }
    String name = utf8(named.group(1) == null ? named.group(2) : named.group(1));
    return name == null ? null : new Field(name, part.substring(valueStart, valueEnd));
  }

  private static @Nullable String utf8(String octets) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
