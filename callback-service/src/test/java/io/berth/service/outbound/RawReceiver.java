package io.berth.service.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's server that responds with bytes, whether they are HTTP or not. */
final class RawReceiver implements AutoCloseable {

  /** Writes what a request gets. */
  @FunctionalInterface
  interface Script {
    void answer(Connection connection) throws IOException, InterruptedException;
  }

  /**
   * A connection of the client.
   *
   * @param number from 1 up
   */
  record Connection(int number, Socket socket) {
    void write(String latin1) throws IOException {
      write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();

  RawReceiver() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  RawReceiver then(Script script) {
    scripts.add(script);
    return this;
  }

  RawReceiver then(String latin1) {
    return then(connection -> connection.write(latin1));
  }

  int connections() {
    return connections.get();
  }

  /** First lines of requests, with the number of their connection. */
  List<String> received() {
    return List.copyOf(received);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Connection connection = new Connection(connections.incrementAndGet(), socket);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Connection connection) {
    try (Socket socket = connection.socket()) {
      String head = head(socket.getInputStream());
      while (head != null) {
        received.add(connection.number() + " " + head.lines().findFirst().orElse(""));
        Script script = scripts.poll();
        if (script == null) {
          return;
        }
        script.answer(connection);
        head = head(socket.getInputStream());
      }
    } catch (IOException | InterruptedException gone) {
      // The client has seen enough.
    }
  }

  /** Requests of the tests have no body. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        return null;
      }
      head.write(octet);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
