package io.berth.service.outbound;

import io.berth.api.Outcome.Invalid;
import io.berth.dialect.http.HttpUrl;
import java.net.InetAddress;
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
    return switch (HttpUrl.read(url)) {
      case HttpUrl.Invalid(HttpUrl.Fault fault) -> Invalid.of(field, word(fault));
      case HttpUrl.Valid(HttpUrl target) -> problem(field, target);
    };
  }

  private static String word(HttpUrl.Fault fault) {
    return switch (fault) {
      case SCHEME -> "scheme";
      case USER -> "user";
      case HOST -> "host";
      case CHARACTER, LENGTH, PORT -> "malformed";
    };
  }

  private @Nullable Invalid problem(String field, HttpUrl target) {
    if (!target.hasCallablePort()) {
      return Invalid.of(field, "port", Integer.toString(target.port()));
    }
    return isAllowed(target) ? null : Invalid.of(field, "address", target.host());
  }

  /** Whether its host is a name that has to be looked up, or an address that may be called. */
  public boolean isAllowed(HttpUrl target) {
    InetAddress address = address(target.host());
    return address == null || rules.allows(address);
  }

  /** Null for a name that has to be looked up. */
  private static @Nullable InetAddress address(String host) {
    if (host.equals("localhost") || host.equals("localhost.")) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
