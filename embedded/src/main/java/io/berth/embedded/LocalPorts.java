package io.berth.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the loopback address that nobody listens on. */
public final class LocalPorts {

  // Below the range from which Linux takes the ports of outgoing connections: a port picked there
  // could be gone by the time that a stopped server wants it back.
  private static final int LOWEST = 18_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 200;

  private LocalPorts() {}

  /** Picks a port that is free now. */
  public static int free() {
    return freeBeside(0);
  }

  /** The same, and another one than this, which may still be free. */
  static int freeBeside(int other) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (port != other && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST);
  }

  /** Whether a server could listen on this port of the loopback address now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
