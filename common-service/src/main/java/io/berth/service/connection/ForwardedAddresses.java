package io.berth.service.connection;

import java.net.InetAddress;
import java.util.List;

/** Tells which peers are trusted proxies, and for whom they ask. */
public interface ForwardedAddresses {

  boolean isTrusted(InetAddress peer);

  /**
   * The address that a request came from.
   *
   * @param forwardedFor values of all {@code X-Forwarded-For} headers in their order
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor);

  /** Trusts no peer. */
  static ForwardedAddresses none() {
    return new ForwardedAddresses() {
      @Override
      public boolean isTrusted(InetAddress peer) {
        return false;
      }

      @Override
      public InetAddress client(InetAddress peer, List<String> forwardedFor) {
        return peer;
      }
    };
  }
}
