package io.berth.did.legal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of documents, told by their content alone: names and headers are the sender's choice. */
enum DocumentType {
  PDF("application/pdf", Set.of("pdf")),
  PNG("image/png", Set.of("png")),
  JPEG("image/jpeg", Set.of("jpg", "jpeg"));

  private static final int LONGEST_NAME = 100;
  private static final byte[] PDF_START = ascii("%PDF-");
  private static final byte[] PDF_END = ascii("%%EOF");
  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] PNG_END = ascii("IEND");
  private static final byte[] JPEG_START = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};

  /** Readers of PDF files look for the end mark in the last bytes. */
  private static final int END_LENGTH = 1024;

  private final String mediaType;
  private final Set<String> extensions;

  DocumentType(String mediaType, Set<String> extensions) {
    this.mediaType = mediaType;
    this.extensions = extensions;
  }

  String mediaType() {
    return mediaType;
  }

  /** Null for everything else. */
  static @Nullable DocumentType of(byte[] content) {
    byte[] end =
        Arrays.copyOfRange(content, Math.max(0, content.length - END_LENGTH), content.length);
    if (startsWith(content, PDF_START) && contains(end, PDF_END)) {
      return PDF;
    } else if (startsWith(content, PNG_START) && contains(end, PNG_END)) {
      return PNG;
    }
    return startsWith(content, JPEG_START) && contains(end, JPEG_END) ? JPEG : null;
  }

  /** A file name without path and control characters, with an extension of this type. */
  String fileName(String given) {
    String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    name = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"<>:|?*]+", " ").strip();
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (dot >= 0 && extensions.contains(extension)) {
      name = name.substring(0, dot);
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }
    return (name.isBlank() ? "document" : name) + '.' + name().toLowerCase(Locale.ROOT);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length >= start.length
        && Arrays.equals(content, 0, start.length, start, 0, start.length);
  }

  private static boolean contains(byte[] end, byte[] mark) {
    for (int at = 0; at + mark.length <= end.length; at++) {
      if (Arrays.equals(end, at, at + mark.length, mark, 0, mark.length)) {
        return true;
      }
    }
    return false;
  }
}
