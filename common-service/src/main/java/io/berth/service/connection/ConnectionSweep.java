package io.berth.service.connection;

import io.berth.service.address.AddressBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks through all connections and closes those that take too long. One pass every quarter of a
 * second costs less than a timer for each request.
 */
final class ConnectionSweep {

  /** A connection whose request arrives slowly, since when it does. */
  private record Slow(ClientConnection connection, long since) {}

  private final ConnectionLimits limits;
  private final ConnectionProperties properties;

  ConnectionSweep(ConnectionLimits limits, ConnectionProperties properties) {
    this.limits = limits;
    this.properties = properties;
  }

  void run() {
    long now = limits.tick();
    List<Slow> slow = new ArrayList<>();
    for (ClientConnection connection : limits.connections()) {
      long stamp = connection.stamp();
      long age = now - Phase.millis(stamp);
      switch (Phase.of(stamp)) {
        case IDLE -> connection.unwritableSince = 0;
        case HEAD -> {
          if (age > properties.headTimeout().toMillis()) {
            limits.closeNow(connection, CloseReason.HEAD_TIMEOUT);
          } else if (age > properties.slowAfter().toMillis()) {
            slow.add(new Slow(connection, Phase.millis(stamp)));
          }
        }
        case BODY -> {
          if (age > properties.bodyTimeout().toMillis()) {
            limits.closeNow(connection, CloseReason.BODY_TIMEOUT);
          } else if (age > properties.slowAfter().toMillis()) {
            slow.add(new Slow(connection, Phase.millis(stamp)));
          }
        }
        case ANSWER -> expectReading(connection, now);
      }
    }
    if (!slow.isEmpty()) {
      closeSurplus(slow);
    }
  }

  /** A client that takes nothing of its answer keeps it in memory. */
  private void expectReading(ClientConnection connection, long now) {
    if (connection.isWritable()) {
      connection.unwritableSince = 0;
    } else if (connection.unwritableSince == 0) {
      connection.unwritableSince = now;
    } else if (now - connection.unwritableSince > properties.unreadTimeout().toMillis()) {
      limits.closeNow(connection, CloseReason.UNREAD);
    }
  }

  private void closeSurplus(List<Slow> slow) {
    Map<AddressBlock, List<Slow>> byAddress = new HashMap<>();
    List<Slow> inAll = new ArrayList<>();
    for (Slow each : slow) {
      AddressBlock block = each.connection().requestBlock();
      (block == null ? inAll : byAddress.computeIfAbsent(block, address -> new ArrayList<>()))
          .add(each);
    }
    byAddress
        .values()
        .forEach(
            ofAddress -> {
              int most = properties.maxSlowPerAddress();
              close(oldest(ofAddress, ofAddress.size() - most), CloseReason.ADDRESS_SLOW);
              ofAddress.stream().sorted(YOUNGEST_FIRST).limit(most).forEach(inAll::add);
            });
    close(oldest(inAll, inAll.size() - properties.maxSlow()), CloseReason.SLOW);
  }

  private static final Comparator<Slow> YOUNGEST_FIRST =
      Comparator.comparingLong(Slow::since).reversed();

  private static Stream<Slow> oldest(List<Slow> slow, int count) {
    return slow.stream().sorted(Comparator.comparingLong(Slow::since)).limit(Math.max(0, count));
  }

  private void close(Stream<Slow> slow, CloseReason why) {
    slow.forEach(each -> limits.closeNow(each.connection(), why));
  }
}
