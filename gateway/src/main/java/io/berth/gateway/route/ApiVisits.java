package io.berth.gateway.route;

import io.berth.gateway.GatewayProperties;
import io.berth.gateway.access.ClientAddresses;
import io.berth.service.connection.Hosts;
import io.berth.service.connection.IncomingBody;
import io.berth.service.runtime.UnderWay;
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
final class ApiVisits extends UnderWay {

  private final ApiRoutes routes;
  private final ApiConversation conversation;
  private final ApiDoor door;
  private final ClientAddresses addresses;
  private final Duration requestTimeout;
  private final int maxBodyBytes;

  ApiVisits(
      ApiRoutes routes,
      ApiConversation conversation,
      ApiDoor door,
      ClientAddresses addresses,
      GatewayProperties properties) {
    this.routes = routes;
    this.conversation = conversation;
    this.door = door;
    this.addresses = addresses;
    this.requestTimeout = properties.requestTimeout();
    this.maxBodyBytes = Math.toIntExact(properties.maxBody().toBytes());
  }

  ApiVisit begin(HttpRequest request, ChannelHandlerContext context, ApiConnection connection) {
    Arrival arrival =
        Arrival.of(request, (InetSocketAddress) context.channel().remoteAddress(), addresses);
    ApiVisit visit =
        new ApiVisit(
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

  ApiConversation conversation() {
    return conversation;
  }

  ApiDoor door() {
    return door;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }
}
