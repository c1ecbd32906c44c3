package io.berth.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A connection on which a test decides about every byte. */
final class RawConnection implements AutoCloseable {

  private static final int READ_TIMEOUT_MILLIS = 15_000;

  record Response(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  RawConnection(RunningGateway gateway) {
    try {
      socket = new Socket("127.0.0.1", gateway.port());
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      in = socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawConnection writes(String utf8) {
    return writes(utf8.getBytes(StandardCharsets.UTF_8));
  }

  RawConnection writes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next response, whole. */
  Response reads() {
    try {
      String statusLine = line();
      Map<String, String> headers = new LinkedHashMap<>();
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      byte[] bytes =
          "chunked".equals(headers.get("transfer-encoding"))
              ? chunks()
              : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      String body = new String(bytes, StandardCharsets.UTF_8);
      return new Response(Integer.parseInt(statusLine.split(" ")[1]), headers, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length = Integer.parseInt(line(), 16);
    while (length > 0) {
      all.writeBytes(in.readNBytes(length));
      line();
      length = Integer.parseInt(line(), 16);
    }
    line();
    return all.toByteArray();
  }

  /** Whether the gateway closes the connection without another byte. */
  boolean ends() {
    try {
      return in.read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the gateway hung up after: " + line);
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
