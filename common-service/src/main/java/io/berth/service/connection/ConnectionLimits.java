package io.berth.service.connection;

import io.berth.service.address.AddressBlock;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of one port and the bytes of bodies that they hold, by address and in all,
 * so that one address can use up neither memory nor connections: Slowloris, connection flooding.
 */
final class ConnectionLimits {

  /** Room is made for several connections at a time, so that a flood is not searched each time. */
  private static final int PORTION = 16;

  /** Connections and bytes of one address; changed within the map's own lock. */
  private static final class Use {
    private volatile int connections;
    private volatile long held;
    private volatile long fruitlessAt = -1;
  }

  private final ConnectionProperties properties;
  private final ForwardedAddresses forwarded;
  private final ConnectionMetrics metrics;
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<AddressBlock, Use> uses = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private volatile long fruitlessAt = -1;
  private volatile long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

  ConnectionLimits(
      ConnectionProperties properties, ForwardedAddresses forwarded, ConnectionMetrics metrics) {
    this.properties = properties;
    this.forwarded = forwarded;
    this.metrics = metrics;
    metrics.watch(open, held);
  }

  /** Follows a new connection; null where it is one too many. */
  @Nullable ClientConnection open(Channel channel) {
    InetAddress peer =
        channel.remoteAddress() instanceof InetSocketAddress known ? known.getAddress() : null;
    boolean counts = peer != null && !forwarded.isTrusted(peer);
    ClientConnection connection =
        new ClientConnection(
            this,
            channel,
            opened.incrementAndGet(),
            peer,
            counts && peer != null ? AddressBlock.of(peer) : null);
    int ofAddress = count(connection);
    connections.add(connection);
    if (ofAddress > properties.maxPerAddress() && !makesRoom(connection)) {
      return refused(connection, CloseReason.ADDRESS_FULL);
    }
    if (open.get() > properties.max() && !makesRoomForAll(connection)) {
      return refused(connection, CloseReason.FULL);
    }
    channel.closeFuture().addListener(closed -> forget(connection));
    return connection;
  }

  private @Nullable ClientConnection refused(ClientConnection connection, CloseReason why) {
    forget(connection);
    metrics.closed(why);
    return null;
  }

  private int count(ClientConnection connection) {
    open.incrementAndGet();
    AddressBlock block = connection.block();
    return block == null
        ? 0
        : uses.compute(
                block,
                (address, known) -> {
                  Use use = known == null ? new Use() : known;
                  use.connections++;
                  return use;
                })
            .connections;
  }

  /** Once for each connection, whoever closes it. */
  private boolean forget(ClientConnection connection) {
    if (!connection.leave()) {
      return false;
    }
    connections.remove(connection);
    open.decrementAndGet();
    release(connection);
    AddressBlock block = connection.block();
    if (block != null) {
      uses.computeIfPresent(
          block,
          (address, use) -> {
            use.connections--;
            return isUnused(use) ? null : use;
          });
    }
    return true;
  }

  private static boolean isUnused(Use use) {
    return use.connections <= 0 && use.held <= 0;
  }

  /** Closes idle connections of the newcomer's address. */
  private boolean makesRoom(ClientConnection newcomer) {
    AddressBlock block = newcomer.block();
    Use use = block == null ? null : uses.get(block);
    if (use == null || use.fruitlessAt == now) {
      return use == null;
    }
    boolean made = closeIdle(newcomer, block, portion(properties.maxPerAddress()));
    if (!made) {
      use.fruitlessAt = now;
    }
    return made;
  }

  private boolean makesRoomForAll(ClientConnection newcomer) {
    if (fruitlessAt == now) {
      return false;
    }
    boolean made = closeIdle(newcomer, null, portion(properties.max()));
    if (!made) {
      fruitlessAt = now;
    }
    return made;
  }

  /** An idle connection as it is at this moment: while it is sorted it may change. */
  private record Idle(
      ClientConnection connection, int ofAddress, boolean spoke, long since, long number) {}

  /** Those of the addresses that have most, and of these what has never sent a request. */
  private static final Comparator<Idle> LEAST_MISSED =
      Comparator.comparingInt(Idle::ofAddress)
          .reversed()
          .thenComparing(Idle::spoke)
          .thenComparingLong(Idle::since)
          .thenComparingLong(Idle::number);

  private Idle idle(ClientConnection connection) {
    AddressBlock block = connection.block();
    Use use = block == null ? null : uses.get(block);
    return new Idle(
        connection,
        use == null ? 0 : use.connections,
        connection.hasSpoken(),
        connection.since(),
        connection.number());
  }

  /**
   * @param block null for all addresses
   */
  private boolean closeIdle(ClientConnection newcomer, @Nullable AddressBlock block, int most) {
    List<Idle> idle =
        connections.stream()
            .filter(known -> known != newcomer && known.phase() == Phase.IDLE)
            .filter(known -> block == null || block.equals(known.block()))
            .map(this::idle)
            .sorted(LEAST_MISSED)
            .limit(most)
            .toList();
    for (Idle each : idle) {
      if (forget(each.connection())) {
        metrics.closed(CloseReason.IDLE);
        each.connection().close();
      }
    }
    return !idle.isEmpty();
  }

  private static int portion(int of) {
    return Math.max(1, of / PORTION);
  }

  void closeNow(ClientConnection connection, CloseReason why) {
    if (forget(connection)) {
      metrics.closed(why);
      connection.closeNow();
    }
  }

  /** A connection holds more bytes than before; who holds too many is closed. */
  void hold(ClientConnection connection, int more) {
    long inAll = held.addAndGet(more);
    AddressBlock block = connection.requestBlock();
    if (block != null) {
      Use use =
          uses.compute(
              block,
              (address, known) -> {
                Use of = known == null ? new Use() : known;
                of.held += more;
                return of;
              });
      if (use.held > properties.maxBodiesPerAddress().toBytes()) {
        closeNow(connection, CloseReason.ADDRESS_BODIES);
        return;
      }
    }
    if (inAll > properties.maxBodies().toBytes()) {
      closeGreatest();
    }
  }

  void release(ClientConnection connection) {
    int less = connection.takeCounted();
    if (less == 0) {
      return;
    }
    held.addAndGet(-less);
    AddressBlock block = connection.requestBlock();
    if (block != null) {
      uses.computeIfPresent(
          block,
          (address, use) -> {
            use.held -= less;
            return isUnused(use) ? null : use;
          });
    }
  }

  /** The bodies of the address that holds most. */
  private void closeGreatest() {
    AddressBlock greatest = null;
    long most = 0;
    for (Map.Entry<AddressBlock, Use> use : uses.entrySet()) {
      if (use.getValue().held > most) {
        most = use.getValue().held;
        greatest = use.getKey();
      }
    }
    for (ClientConnection connection : connections) {
      if (connection.counted() > 0
          && connection.phase() == Phase.BODY
          && (greatest == null || greatest.equals(connection.requestBlock()))) {
        closeNow(connection, CloseReason.BODIES);
      }
    }
  }

  AddressBlock forwarded(InetAddress peer, List<String> forwardedFor) {
    return AddressBlock.of(forwarded.client(peer, forwardedFor));
  }

  /** Milliseconds, as old as the last tick. */
  long now() {
    return now;
  }

  long tick() {
    now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    return now;
  }

  Set<ClientConnection> connections() {
    return connections;
  }

  int openConnections() {
    return open.get();
  }

  long heldBytes() {
    return held.get();
  }

  /** Addresses that are known at the moment. */
  int addresses() {
    return uses.size();
  }
}
