package io.berth.service.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that writes what it likes, from the loopback address it likes. */
final class RawClient implements AutoCloseable {

  private final Socket socket = new Socket();

  private RawClient() {}

  static RawClient from(String address, int port) {
    RawClient client = new RawClient();
    try {
      client.socket.bind(new InetSocketAddress(address, 0));
      client.socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
      client.socket.setSoTimeout(20_000);
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that has responded already may end the connection meanwhile. */
  RawClient writes(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException ended) {
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The status of the next response, whose body is short; 0 where the connection ends. */
  int status() {
    String head = head();
    return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
  }

  /** The next response, whose body is read and left out. */
  String head() {
    return head(true);
  }

  /** The head of a response that has no body, whatever length it declares. */
  String headWithoutBody() {
    return head(false);
  }

  private String head(boolean body) {
    try {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      for (String line : head.toString().split("\r\n")) {
        if (body && line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          in.readNBytes(Integer.parseInt(line.substring(15).strip()));
        }
      }
      return head.toString();
    } catch (IOException reset) {
      return "";
    }
  }

  /** Whether the server closes the connection without another byte. */
  boolean ends() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
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
