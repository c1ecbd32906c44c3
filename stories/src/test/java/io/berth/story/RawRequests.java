package io.berth.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends what no client library lets through, from any address of this machine. */
public final class RawRequests {

  private static final int TIMEOUT_MILLIS = 30_000;

  private RawRequests() {}

  /**
   * @param status 0 where the server closed the connection without a response
   */
  public record Answer(int status, String text) {}

  /** One request on a connection of its own, whose response is read to its end. */
  public static Answer send(String fromAddress, int port, String request) throws IOException {
    try (Socket socket = connect(fromAddress, port)) {
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return read(socket.getInputStream());
      } catch (java.net.SocketException reset) {
        return new Answer(0, "");
      }
    }
  }

  static Socket connect(String fromAddress, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(fromAddress, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static Answer read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (java.net.SocketTimeoutException silent) {
      throw silent;
    } catch (IOException resetAfterAnswer) {
      // What was read counts.
    }
    String text = all.toString(StandardCharsets.UTF_8);
    int status = text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    return new Answer(status, text);
  }
}
