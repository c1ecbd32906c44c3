package io.berth.gateway.http;

import io.berth.gateway.GatewayProperties;
import io.berth.gateway.route.ApiRequestProcessor;
import io.berth.gateway.route.ApiResponseWriter;
import io.berth.gateway.route.ApiRoutes;
import io.berth.service.connection.Hosts;
import io.berth.service.connection.IncomingBody;
import io.berth.service.runtime.InFlightRequests;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The dialects' requests that are under way. The framework's graceful shutdown does not know of
 * them, so they are waited for here, after it has stopped to let clients in.
 */
@Component
final class PendingRequests extends InFlightRequests {

  private final ApiRoutes routes;
  private final ApiRequestProcessor conversation;
  private final ApiResponseWriter door;
  private final ClientAddresses addresses;
  private final Duration requestTimeout;
  private final int maxBodyBytes;

  PendingRequests(
      ApiRoutes routes,
      ApiRequestProcessor conversation,
      ApiResponseWriter door,
      ClientAddresses addresses,
      GatewayProperties properties) {
    this.routes = routes;
    this.conversation = conversation;
    this.door = door;
    this.addresses = addresses;
    this.requestTimeout = properties.requestTimeout();
    this.maxBodyBytes = Math.toIntExact(properties.maxBody().toBytes());
  }

  PendingRequest begin(
      HttpRequest request, ChannelHandlerContext context, ApiConnectionHandler connection) {
    RequestHead arrival =
        RequestHead.of(request, (InetSocketAddress) context.channel().remoteAddress(), addresses);
    PendingRequest visit =
        new PendingRequest(
            this,
            request,
            context,
            connection,
            arrival,
            routes.claim(arrival),
            new IncomingBody(request.headers(), maxBodyBytes));
    began();
    if (Hosts.isValid(request)) {
      visit.begin(HttpUtil.is100ContinueExpected(request));
    } else {
      visit.refuse();
    }
    return visit;
  }

  ApiRoutes routes() {
    return routes;
  }

  ApiRequestProcessor conversation() {
    return conversation;
  }

  ApiResponseWriter door() {
    return door;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }
}
