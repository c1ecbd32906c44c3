package io.berth.dialect.http;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One IP address or a CIDR range of them. IPv4 addresses inside IPv6 notation are IPv4.
 *
 * @param prefixLength bits of the network that have to agree
 */
public record AddressRange(InetAddress network, int prefixLength) {

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address; null where it is none. */
  public static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      return null;
    }
    int bits = network.getAddress().length * 8;
    if (slash < 0) {
      return new AddressRange(network, bits);
    }
    int length = prefixLength(text.substring(slash + 1));
    return length < 0 || length > bits ? null : new AddressRange(network, length);
  }

  /**
   * Whether one of the ranges contains the address. No range means any address; a range that cannot
   * be read holds none.
   */
  public static boolean anyHolds(List<String> ranges, String address) {
    if (ranges.isEmpty()) {
      return true;
    }
    InetAddress parsed = literal(address);
    if (parsed == null) {
      return false;
    }
    for (String text : ranges) {
      AddressRange range = parse(text);
      if (range != null && range.holds(parsed)) {
        return true;
      }
    }
    return false;
  }

  public boolean holds(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = prefixLength / 8;
    for (int i = 0; i < whole; i++) {
      if (ours[i] != theirs[i]) {
        return false;
      }
    }
    int rest = prefixLength % 8;
    return rest == 0 || (ours[whole] ^ theirs[whole]) >> (8 - rest) == 0;
  }

  /** Never asks a name server. */
  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static int prefixLength(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 3;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Integer.parseInt(text) : -1;
  }
}
