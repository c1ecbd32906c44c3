package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.Claim;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.gateway.access.Limits;
import io.berth.gateway.http.RequestHead;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Matches the dialects' requests with their endpoints, and answers unmatched ones. */
@Component
public final class ApiRoutes {

  /** An endpoint's path, all of its methods together. */
  private record Place(Dialect dialect, Endpoint endpoint, Set<String> methods) {}

  private final Dialects dialects;
  private final NamedApps namedApps;
  private final Limits limits;
  private final CrossOrigin crossOrigin;
  private final ApiResponseWriter door;
  private final Map<String, Place> places = new HashMap<>();

  ApiRoutes(
      Dialects dialects,
      NamedApps namedApps,
      Limits limits,
      CrossOrigin crossOrigin,
      ApiResponseWriter door) {
    this.dialects = dialects;
    this.namedApps = namedApps;
    this.limits = limits;
    this.crossOrigin = crossOrigin;
    this.door = door;
    for (Dialect dialect : dialects.all()) {
      for (Endpoint endpoint : dialect.api().endpoints()) {
        for (String path : endpoint.paths()) {
          places
              .computeIfAbsent(path, key -> new Place(dialect, endpoint, new TreeSet<>()))
              .methods()
              .addAll(endpoint.methods());
        }
      }
    }
  }

  /** Whether a path is answered here. */
  public boolean owns(String path) {
    return places.containsKey(path) || dialects.owner(path) != null;
  }

  /** The endpoint that a request is for; null for a stray one. */
  public @Nullable Claim claim(RequestHead arrival) {
    return dialects.endpoint(arrival.head().method(), arrival.head().path());
  }

  /** Answers a request that no endpoint answers: a preflight, another method, an unknown path. */
  public FullHttpResponse stray(RequestHead arrival) {
    String path = arrival.head().path();
    Place place = places.get(path);
    Dialect dialect = place == null ? dialects.owner(path) : place.dialect();
    if (dialect == null) {
      throw new IllegalStateException("not of any dialect: " + path);
    }
    if (!limits.admitsAddress(arrival.head().address())) {
      return refuse(arrival, dialect, place, ErrorCode.TOO_FREQUENT, null);
    }
    if (place == null) {
      return refuse(arrival, dialect, null, ErrorCode.NO_CONTENT, null);
    }
    return arrival.head().method().equals(HttpMethod.OPTIONS.name())
        ? options(arrival, place)
        : otherMethod(arrival, place);
  }

  private FullHttpResponse options(RequestHead arrival, Place place) {
    boolean preflight =
        arrival.origin() != null && arrival.head().header("access-control-request-method") != null;
    if (!preflight) {
      FullHttpResponse answer = door.empty(arrival, HttpResponseStatus.NO_CONTENT.code());
      answer.headers().set(HttpHeaderNames.ALLOW, allowed(place));
      return answer;
    }
    boolean permitted = crossOrigin.allows(place.dialect(), arrival.origin());
    HttpResponseStatus status =
        permitted ? HttpResponseStatus.NO_CONTENT : HttpResponseStatus.FORBIDDEN;
    FullHttpResponse answer = door.empty(arrival, status.code());
    crossOrigin.describe(place.dialect(), arrival.origin(), answer.headers());
    if (permitted) {
      crossOrigin.permit(place.dialect(), place.methods(), answer.headers());
    }
    return answer;
  }

  private FullHttpResponse otherMethod(RequestHead arrival, Place place) {
    FullHttpResponse answer = refuse(arrival, place.dialect(), place, ErrorCode.BAD_PARAMETER, 405);
    answer.headers().set(HttpHeaderNames.ALLOW, allowed(place));
    return answer;
  }

  private static String allowed(Place place) {
    return String.join(", ", place.methods()) + ", OPTIONS";
  }

  private FullHttpResponse refuse(
      RequestHead arrival,
      Dialect dialect,
      @Nullable Place place,
      ErrorCode code,
      @Nullable Integer status) {
    Endpoint endpoint = place == null ? null : place.endpoint();
    App named = namedApps.of(dialect, endpoint, arrival.head());
    Reply reply = new Reply(dialect.api().refuse(Refusal.of(code), endpoint), named, code);
    return door.answer(
        arrival, dialect, endpoint, status == null ? reply : reply.withStatus(status));
  }
}
