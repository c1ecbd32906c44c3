package io.berth.standalone.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Passes TCP connections on to a server on this machine, late, not at all, or only after a while,
 * as a network does.
 */
final class FaultProxy implements AutoCloseable {

  private static final int BUFFER = 16 * 1024;
  private static final int CONNECT_MILLIS = 1_000;

  private final int port;
  private final IntSupplier target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object changes = new Object();
  private volatile Duration delay = Duration.ZERO;
  private boolean partitioned;
  private ServerSocket server;

  /**
   * @param target port of the server, asked for at each connection
   */
  FaultProxy(IntSupplier target) throws IOException {
    this.target = target;
    this.server = listen(0);
    this.port = server.getLocalPort();
  }

  int port() {
    return port;
  }

  private ServerSocket listen(int wanted) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    Thread.ofVirtual().start(() -> accept(listening));
    return listening;
  }

  /** Passes each piece of data on after this time, in both directions. */
  void delay(Duration time) {
    delay = time;
  }

  /** Holds all data back, as a network without a route does: nobody is told. */
  void partition() {
    synchronized (changes) {
      partitioned = true;
    }
  }

  /** Passes on what was held back, as TCP does when a route is there again. */
  void heal() {
    synchronized (changes) {
      partitioned = false;
      changes.notifyAll();
    }
  }

  /** Ends all connections and refuses new ones, as a machine without the server does. */
  void refuse() throws IOException {
    server.close();
    open.forEach(FaultProxy::close);
  }

  /** Accepts connections again. */
  void accept() throws IOException {
    server = listen(port);
  }

  private void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // By refuse() or close().
    }
  }

  private void connect(Socket client) {
    Socket service = new Socket();
    open.add(client);
    open.add(service);
    try {
      service.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()),
          CONNECT_MILLIS);
      service.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pass(client, service));
      pass(service, client);
    } catch (IOException gone) {
      close(client);
      close(service);
    } finally {
      open.remove(client);
      open.remove(service);
    }
  }

  /** Passes bytes and the end of bytes on; a connection that breaks breaks on both sides. */
  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Thread.sleep(delay);
        awaitRoute();
        out.write(buffer, 0, read);
      }
      awaitRoute();
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        close(from);
        close(to);
      }
    } catch (IOException broken) {
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRoute() throws InterruptedException {
    synchronized (changes) {
      while (partitioned) {
        changes.wait();
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    heal();
    refuse();
  }
}
