package io.berth.gateway.http;

import io.berth.api.Realm;
import io.berth.service.runtime.PlatformProperties;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Tells the realm of a request by the port that it came to. The host that it names would not do: a
 * proxy may write another one, and a test would move real money.
 */
@Component
public final class Realms {

  private final int testPort;

  Realms(PlatformProperties platform, HttpProperties properties) {
    testPort = platform.hasTest() ? properties.testPort() : -1;
  }

  public Realm of(@Nullable SocketAddress local) {
    return local instanceof InetSocketAddress address && address.getPort() == testPort
        ? Realm.TEST
        : Realm.LIVE;
  }

  /** The same of a request that has reached the framework. */
  public Realm of(ServerHttpRequest request) {
    return of(request.getLocalAddress());
  }
}
