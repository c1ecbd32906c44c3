package io.berth.gateway.http;

import io.berth.dialect.http.AddressRange;
import io.berth.service.connection.ForwardedAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Finds the client's address of a request. Anyone can write {@code X-Forwarded-For}: only what a
 * trusted proxy has added counts, so the list is read from the right and ends at the first address
 * that is no trusted proxy. Everything left of it may come from the client.
 */
@Component
public final class ClientAddresses implements ForwardedAddresses {

  /** Stands for a peer without an IP address, such as a connection that is already gone. */
  private static final String NOWHERE = "0.0.0.0";

  private final List<AddressRange> trusted;

  @Autowired
  ClientAddresses(HttpProperties properties) {
    this(properties.trustedProxies());
  }

  /**
   * @throws IllegalArgumentException naming the range that is none
   */
  ClientAddresses(List<String> trustedProxies) {
    trusted = trustedProxies.stream().map(ClientAddresses::range).toList();
  }

  private static AddressRange range(String text) {
    AddressRange range = AddressRange.parse(text);
    if (range == null) {
      throw new IllegalArgumentException(
          "berth.gateway.trusted-proxies: '" + text + "' is neither an address nor a CIDR range");
    }
    return range;
  }

  /**
   * The client's textual address.
   *
   * @param forwardedFor values of all {@code X-Forwarded-For} headers in their order
   */
  public String of(@Nullable InetSocketAddress peer, List<String> forwardedFor) {
    InetAddress from = peer == null ? null : peer.getAddress();
    if (from == null) {
      return NOWHERE;
    }
    String address = client(from, forwardedFor).getHostAddress();
    // The address of a link-local peer ends with the name of a network interface of this machine.
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }

  /** The same of a request that has reached the framework. */
  public String of(ServerHttpRequest request) {
    return of(request.getRemoteAddress(), request.getHeaders().getOrEmpty("X-Forwarded-For"));
  }

  @Override
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    return !forwardedFor.isEmpty() && isTrusted(peer)
        ? beforeTrusted(peer, String.join(",", forwardedFor).split(",", -1))
        : peer;
  }

  private InetAddress beforeTrusted(InetAddress peer, String[] hops) {
    InetAddress client = peer;
    for (int hop = hops.length - 1; hop >= 0 && isTrusted(client); hop--) {
      InetAddress next = parse(withoutPort(hops[hop].strip()));
      if (next == null) {
        break;
      }
      client = next;
    }
    return client;
  }

  @Override
  public boolean isTrusted(InetAddress address) {
    for (AddressRange range : trusted) {
      if (range.holds(address)) {
        return true;
      }
    }
    return false;
  }

  /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /** Never asks a name server. */
  private static @Nullable InetAddress parse(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }
}
