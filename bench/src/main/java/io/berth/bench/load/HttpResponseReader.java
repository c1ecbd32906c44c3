package io.berth.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 responses from a kept-alive connection. */
final class HttpResponseReader {

  private static final int LARGEST = 1 << 20;
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private byte[] bytes = new byte[8192];
  private int count;

  private int status;
  private byte[] body = new byte[0];
  private boolean last;

  /**
   * Reads available bytes; true when the response is complete.
   *
   * @throws IOException if the connection is closed or the response is malformed
   */
  boolean read(SocketChannel channel) throws IOException {
    if (count == bytes.length) {
      if (count >= LARGEST) {
        throw new IOException("answer is larger than " + LARGEST);
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int added = channel.read(ByteBuffer.wrap(bytes, count, bytes.length - count));
    if (added < 0) {
      throw new IOException("connection closed by the server");
    }
    count += added;
    return complete();
  }

  private boolean complete() throws IOException {
    int bodyStart = endOfHead();
    if (bodyStart < 0) {
      return false;
    }
    String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1);
    status = Integer.parseInt(head, 9, 12, 10);
    last = contains(head, "\r\nconnection: close");
    int length = contentLength(head);
    if (length >= 0) {
      if (count < bodyStart + length) {
        return false;
      }
      body = Arrays.copyOfRange(bytes, bodyStart, bodyStart + length);
    } else if (contains(head, CHUNKED)) {
      byte[] joined = joinChunks(bodyStart);
      if (joined == null) {
        return false;
      }
      body = joined;
    } else {
      throw new IOException("an answer without a length: " + head);
    }
    count = 0;
    return true;
  }

  private int endOfHead() {
    for (int i = 0; i <= count - HEAD_END.length; i++) {
      if (bytes[i] == '\r' && Arrays.equals(bytes, i, i + 4, HEAD_END, 0, 4)) {
        return i + 4;
      }
    }
    return -1;
  }

  private static int contentLength(String head) {
    for (int line = head.indexOf('\n') + 1; line > 0; line = head.indexOf('\n', line) + 1) {
      if (head.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
        int end = head.indexOf('\r', line);
        return Integer.parseInt(head.substring(line + LENGTH.length(), end).strip());
      }
    }
    return -1;
  }

  private static boolean contains(String head, String lowerCase) {
    for (int i = 0; i <= head.length() - lowerCase.length(); i++) {
      if (head.regionMatches(true, i, lowerCase, 0, lowerCase.length())) {
        return true;
      }
    }
    return false;
  }

  private byte @Nullable [] joinChunks(int start) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int at = start;
    while (true) {
      int end = at;
      while (end < count && bytes[end] != '\r') {
        end++;
      }
      if (end + 2 > count) {
        return null;
      }
      int size = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII), 16);
      at = end + 2;
      if (at + size + 2 > count) {
        return null;
      }
      if (size == 0) {
        return joined.toByteArray();
      }
      joined.write(bytes, at, size);
      at += size + 2;
    }
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /** Resets the reader for a new connection. */
  void forget() {
    count = 0;
  }

  /** Whether the server closes the connection after this response. */
  boolean last() {
    return last;
  }
}
