package io.berth.service.outbound;

import java.net.InetAddress;

/**
 * A range of addresses of one family.
 *
 * @param network its first address
 * @param bits length of the prefix that all its addresses share
 */
record AddressRange(byte[] network, int bits) {

  /**
   * @param text as in {@code 10.0.0.0/8}
   */
  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    // A literal: nothing is looked up.
    byte[] network = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    return new AddressRange(network, Integer.parseInt(text, slash + 1, text.length(), 10));
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((address[whole] ^ network[whole]) & (0xff << (Byte.SIZE - rest))) == 0;
  }
}
