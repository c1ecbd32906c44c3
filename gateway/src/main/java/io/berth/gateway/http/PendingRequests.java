package io.berth.gateway.http;

import io.berth.api.Realm;
import io.berth.service.connection.Hosts;
import io.berth.service.connection.IncomingBody;
import io.berth.service.runtime.Draining;
import io.berth.service.runtime.InFlightRequests;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Begins the dialects' requests and counts those under way. The framework's graceful shutdown does
 * not know of them, so a stop waits for them here, after the framework takes no more clients.
 */
@Component
final class PendingRequests extends InFlightRequests {

  private final RequestRouter router;
  private final ClientAddresses addresses;
  private final Realms realms;
  private final Draining draining;
  private final Duration requestTimeout;
  private final int maxBodyBytes;

  PendingRequests(
      RequestRouter router,
      ClientAddresses addresses,
      Realms realms,
      Draining draining,
      HttpProperties properties) {
    this.router = router;
    this.addresses = addresses;
    this.realms = realms;
    this.draining = draining;
    this.requestTimeout = properties.requestTimeout();
    this.maxBodyBytes = properties.maxBodyBytes();
  }

  /** Whether requests for this path are kept from the framework. */
  boolean owns(String path) {
    return router.owns(path);
  }

  PendingRequest begin(
      HttpRequest request, ChannelHandlerContext context, ApiConnectionHandler connection) {
    InetSocketAddress peer = (InetSocketAddress) context.channel().remoteAddress();
    Realm realm = realms.of(context.channel().localAddress());
    RequestHead head = RequestHead.of(realm, request, peer, addresses);
    PendingRequest pending =
        new PendingRequest(
            this,
            request,
            context,
            connection,
            router.route(head),
            new IncomingBody(request.headers(), maxBodyBytes));
    began();
    if (Hosts.isValid(request)) {
      pending.begin(HttpUtil.is100ContinueExpected(request));
    } else {
      pending.refuseMalformed();
    }
    return pending;
  }

  /** Whether responses end their connections. */
  boolean areDraining() {
    return draining.hasBegun();
  }

  Duration requestTimeout() {
    return requestTimeout;
  }
}
