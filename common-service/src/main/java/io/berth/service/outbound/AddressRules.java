package io.berth.service.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses may be called. Merchants choose their callback addresses, so without
 * these rules a callback could be aimed at the platform's own network (server-side request
 * forgery). What is refused follows the registries of special-purpose addresses (RFC 6890).
 */
public final class AddressRules {

  /** Somebody's own network: refused unless the operator allows it. */
  private static final List<AddressRange> PRIVATE =
      ranges(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "127.0.0.0/8",
          "100.64.0.0/10", // carrier-grade NAT, and some clouds' metadata
          "::1/128",
          "fc00::/7"); // unique local, and some clouds' metadata

  /**
   * Never a merchant: this network, link-local and metadata, documentation, multicast, reserved.
   */
  private static final List<AddressRange> NEVER =
      ranges(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "168.63.129.16/32", // metadata of Azure, on a public address
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "2001::/23", // Teredo, benchmarking, ORCHID
          "2001:db8::/32",
          "3fff::/20");

  private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");
  private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
  // Java turns the literal of a mapped address into an IPv4 address.
  private static final AddressRange MAPPED =
      new AddressRange(
          new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0}, 96);

  private final boolean allowPrivate;

  public AddressRules(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  public boolean allows(InetAddress address) {
    return allows(address.getAddress());
  }

  private boolean allows(byte[] address) {
    if (contains(NEVER, address)) {
      return false;
    }
    if (contains(PRIVATE, address)) {
      return allowPrivate;
    }
    return address.length == 4 || allowsPublic(address);
  }

  /** Addresses that carry an IPv4 address reach it, so its rules are theirs. */
  private boolean allowsPublic(byte[] address) {
    if (SIX_TO_FOUR.contains(address)) {
      return allows(Arrays.copyOfRange(address, 2, 6));
    }
    if (NAT64.contains(address) || MAPPED.contains(address)) {
      return allows(Arrays.copyOfRange(address, 12, 16));
    }
    return GLOBAL_UNICAST.contains(address);
  }

  private static boolean contains(List<AddressRange> ranges, byte[] address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
