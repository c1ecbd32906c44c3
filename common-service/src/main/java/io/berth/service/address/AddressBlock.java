package io.berth.service.address;

import io.berth.api.Caller;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The part of the address space that one client can choose its addresses from: a single IPv4
 * address, or the 64-bit network around an IPv6 address. Limits per client count blocks, because a
 * client with IPv6 has 2^64 addresses to take turns with.
 *
 * @param text a key for counters and log lines, for example {@code 192.0.2.1} or {@code
 *     2001:0db8:0000:0001::/64}
 */
public record AddressBlock(String text) {
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  /** NAT64 (RFC 6052): all of the IPv4 Internet arrives from this one network. */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /**
   * The block of an address in text form, with or without a scope. Asks no name server. A text that
   * is no address is a block by itself.
   */
  public static AddressBlock of(String address) {
    if (address.indexOf(':') < 0) {
      return new AddressBlock(address);
    }
    int scope = address.indexOf('%');
    try {
      return of(InetAddress.ofLiteral(scope < 0 ? address : address.substring(0, scope)));
    } catch (IllegalArgumentException notAnAddress) {
      return new AddressBlock(address);
    }
  }

  /** The block that a caller's requests come from; callers without an address share one. */
  public static AddressBlock of(Caller caller) {
    String address = caller.address();
    return of(address == null ? "unknown" : address);
  }

  /** The block of an address; one that carries an IPv4 address is that address. */
  public static AddressBlock of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != IPV6_BYTES) {
      return new AddressBlock(dotted(bytes, 0));
    }
    if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return new AddressBlock(dotted(bytes, NAT64.length));
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      // 6to4 (RFC 3056): one IPv4 address has 65,536 networks of 64 bits.
      return new AddressBlock(dotted(bytes, 2));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NETWORK_BYTES; i += 2) {
      text.append(HexFormat.of().toHexDigits((short) (bytes[i] << 8 | bytes[i + 1] & 0xff)))
          .append(':');
    }
    return new AddressBlock(text.append(":/64").toString());
  }

  private static String dotted(byte[] bytes, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + 4; i++) {
      text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
