package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.Claim;
import io.berth.dialect.Endpoint;
import io.berth.gateway.access.ClientAddresses;
import io.berth.gateway.access.Limits;
import io.berth.service.trace.RequestId;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * Everything in the dialects' path spaces, taken from Netty before Spring sees it: a signature
 * covers the bytes of the request line, which Spring would refuse where they are no URI, and a
 * route through the framework halves the throughput ({@code docs/decisions}).
 */
@Component
final class ApiRoutes implements NettyRouteProvider {

  /** An endpoint's path, all of its methods together. */
  private record Place(Dialect dialect, Endpoint endpoint, Set<String> methods) {}

  private final Dialects dialects;
  private final ClientAddresses addresses;
  private final Limits limits;
  private final ApiConversation conversation;
  private final CrossOrigin crossOrigin;
  private final ApiDoor door;
  private final Map<String, Place> places = new HashMap<>();

  ApiRoutes(
      Dialects dialects,
      ClientAddresses addresses,
      Limits limits,
      ApiConversation conversation,
      CrossOrigin crossOrigin,
      ApiDoor door) {
    this.dialects = dialects;
    this.addresses = addresses;
    this.limits = limits;
    this.conversation = conversation;
    this.crossOrigin = crossOrigin;
    this.door = door;
    for (Dialect dialect : dialects.all()) {
      for (Endpoint endpoint : dialect.api().endpoints()) {
        places
            .computeIfAbsent(endpoint.path(), path -> new Place(dialect, endpoint, new TreeSet<>()))
            .methods()
            .addAll(endpoint.methods());
      }
    }
  }

  @Override
  public HttpServerRoutes apply(HttpServerRoutes routes) {
    return routes.route(in -> owns(Arrival.path(in)), this::answer);
  }

  /** Whether a path is answered here. */
  boolean owns(String path) {
    return places.containsKey(path) || dialects.owner(path) != null;
  }

  private Mono<Void> answer(HttpServerRequest in, HttpServerResponse out) {
    Arrival arrival = Arrival.of(in, addresses);
    Claim claim = dialects.endpoint(arrival.head().method(), arrival.head().path());
    if (claim == null) {
      return stray(out, arrival);
    }
    return conversation
        .converse(claim, arrival, in)
        .flatMap(reply -> door.leave(out, arrival, claim.dialect(), claim.endpoint(), reply))
        .contextWrite(context -> context.put(RequestId.KEY, arrival.requestId()));
  }

  /** A request that no endpoint answers: a preflight, another method, an unknown path. */
  private Mono<Void> stray(HttpServerResponse out, Arrival arrival) {
    String path = arrival.head().path();
    Place place = places.get(path);
    Dialect dialect = place == null ? dialects.owner(path) : place.dialect();
    if (dialect == null) {
      throw new IllegalStateException("not of any dialect: " + path);
    }
    if (!limits.admitsAddress(arrival.head().address())) {
      return refuse(out, arrival, dialect, place, ErrorCode.TOO_FREQUENT, null);
    }
    if (place == null) {
      return refuse(out, arrival, dialect, null, ErrorCode.NO_CONTENT, null);
    }
    return arrival.head().method().equals(HttpMethod.OPTIONS.name())
        ? options(out, arrival, place)
        : otherMethod(out, arrival, place);
  }

  private Mono<Void> options(HttpServerResponse out, Arrival arrival, Place place) {
    boolean preflight =
        arrival.origin() != null && arrival.head().header("access-control-request-method") != null;
    if (!preflight) {
      out.header(HttpHeaderNames.ALLOW, allowed(place));
      return door.leaveEmpty(out, arrival, 204);
    }
    boolean permitted = crossOrigin.allows(place.dialect(), arrival.origin());
    crossOrigin.describe(place.dialect(), arrival.origin(), out.responseHeaders());
    if (permitted) {
      crossOrigin.permit(place.dialect(), place.methods(), out.responseHeaders());
    }
    return door.leaveEmpty(out, arrival, permitted ? 204 : 403);
  }

  private Mono<Void> otherMethod(HttpServerResponse out, Arrival arrival, Place place) {
    out.header(HttpHeaderNames.ALLOW, allowed(place));
    return refuse(out, arrival, place.dialect(), place, ErrorCode.BAD_PARAMETER, 405);
  }

  private static String allowed(Place place) {
    return String.join(", ", place.methods()) + ", OPTIONS";
  }

  private Mono<Void> refuse(
      HttpServerResponse out,
      Arrival arrival,
      Dialect dialect,
      @Nullable Place place,
      ErrorCode code,
      @Nullable Integer status) {
    Endpoint endpoint = place == null ? null : place.endpoint();
    Reply reply = new Reply(dialect.api().refuse(Refusal.of(code), endpoint), null, code);
    return door.leave(
        out, arrival, dialect, endpoint, status == null ? reply : reply.withStatus(status));
  }
}
