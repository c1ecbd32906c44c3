package io.berth.story.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One port for the instances of a service, as in HAProxy's TCP mode or a Service of Kubernetes: new
 * connections go in turn to those whose readiness is on, which it asks for every half second, and
 * on to the next where one does not accept. Connections that are open stay where they are.
 */
final class LoadBalancer implements AutoCloseable {

  private static final Duration CHECK = Duration.ofMillis(500);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int BUFFER = 16 * 1024;

  private final List<Instance> instances;
  private final ServerSocket server;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Instance> ready = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService checks =
      Executors.newScheduledThreadPool(1, Thread.ofPlatform().daemon().factory());

  LoadBalancer(int port, List<Instance> instances) throws IOException {
    this.instances = instances;
    this.server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofVirtual().start(this::accept);
    checks.scheduleWithFixedDelay(this::check, 0, CHECK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    for (Instance instance : instances) {
      if (instance.isReady()) {
        ready.add(instance);
      } else {
        ready.remove(instance);
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void connect(Socket client) {
    List<Instance> targets = new ArrayList<>(instances.stream().filter(ready::contains).toList());
    Collections.rotate(targets, turn.getAndIncrement() % Math.max(1, targets.size()));
    for (Instance target : targets) {
      Socket service = new Socket();
      try {
        service.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()), CONNECT_MILLIS);
        service.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
      } catch (IOException gone) {
        close(service);
        continue;
      }
      Thread.ofVirtual().start(() -> pass(client, service));
      pass(service, client);
      return;
    }
    close(client);
  }

  /** Passes bytes and the end of bytes on; a connection that breaks breaks on both sides. */
  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        close(from);
        close(to);
      }
    } catch (IOException broken) {
      close(from);
      close(to);
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
    checks.shutdownNow();
    server.close();
  }
}
