package io.berth.service.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Tells people at once what a callback would only tell later. What a name stands for is not looked
 * up: it may change, and is checked whenever it is called.
 */
public final class TargetCheck {

  private final AddressRules rules;

  public TargetCheck(AddressRules rules) {
    this.rules = rules;
  }

  /** What is wrong with a URL, or null. */
  public @Nullable String problem(String url) {
    URI target;
    try {
      target = new URI(url);
    } catch (URISyntaxException e) {
      return "this is no URL";
    }
    String problem = TargetRules.problem(target);
    if (problem != null) {
      return problem;
    }
    InetAddress address = address(target.getHost());
    return address == null || rules.allows(address)
        ? null
        : target.getHost() + " is an address that is not called";
  }

  /** Null for a name that has to be looked up. */
  private static @Nullable InetAddress address(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
