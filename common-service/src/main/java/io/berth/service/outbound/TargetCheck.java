package io.berth.service.outbound;

import io.berth.api.Outcome.Invalid;
import io.berth.service.outbound.TargetRules.Fault;
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

  /** What is wrong with the URL in this field, or null. */
  public @Nullable Invalid problem(String field, String url) {
    URI target;
    try {
      target = new URI(url);
    } catch (URISyntaxException e) {
      return Invalid.of(field, "malformed");
    }
    Fault fault = TargetRules.fault(target);
    if (fault != null) {
      return switch (fault) {
        case SCHEME -> Invalid.of(field, "scheme");
        case USER -> Invalid.of(field, "user");
        case HOST -> Invalid.of(field, "host");
        case PORT -> Invalid.of(field, "port", Integer.toString(target.getPort()));
      };
    }
    InetAddress address = address(target.getHost());
    return address == null || rules.allows(address)
        ? null
        : Invalid.of(field, "address", target.getHost());
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
