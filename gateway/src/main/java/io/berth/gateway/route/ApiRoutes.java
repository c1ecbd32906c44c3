package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.Dialects.RouteMatch;
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

/** Matches the dialects' requests with their endpoints, and refuses unmatched ones. */
@Component
final class ApiRoutes {

  /** An endpoint's path with all of its methods. */
  private record Route(Dialect dialect, Endpoint endpoint, Set<String> methods) {}

  private final Dialects dialects;
  private final NamedApps namedApps;
  private final Limits limits;
  private final CrossOrigin crossOrigin;
  private final ApiResponseWriter responses;
  private final Map<String, Route> routesByPath = new HashMap<>();

  ApiRoutes(
      Dialects dialects,
      NamedApps namedApps,
      Limits limits,
      CrossOrigin crossOrigin,
      ApiResponseWriter responses) {
    this.dialects = dialects;
    this.namedApps = namedApps;
    this.limits = limits;
    this.crossOrigin = crossOrigin;
    this.responses = responses;
    for (Dialect dialect : dialects.all()) {
      for (Endpoint endpoint : dialect.api().endpoints()) {
        for (String path : endpoint.paths()) {
          routesByPath
              .computeIfAbsent(path, key -> new Route(dialect, endpoint, new TreeSet<>()))
              .methods()
              .addAll(endpoint.methods());
        }
      }
    }
  }

  /** Whether a path is an endpoint's or below a dialect's paths. */
  boolean owns(String path) {
    return routesByPath.containsKey(path) || dialects.owner(path) != null;
  }

  /** Null where no endpoint matches. */
  @Nullable RouteMatch match(RequestHead head) {
    return dialects.endpoint(head.request().method(), head.request().path());
  }

  /** Responds where no endpoint matches: a preflight, another method, an unknown path. */
  FullHttpResponse respondUnmatched(RequestHead head) {
    String path = head.request().path();
    Route route = routesByPath.get(path);
    Dialect dialect = route == null ? dialects.owner(path) : route.dialect();
    if (dialect == null) {
      throw new IllegalStateException("not of any dialect: " + path);
    }
    if (!limits.admitsAddress(head.request().address())) {
      return refuse(head, dialect, route, ErrorCode.TOO_FREQUENT, null);
    }
    if (route == null) {
      return refuse(head, dialect, null, ErrorCode.NO_CONTENT, null);
    }
    return head.request().method().equals(HttpMethod.OPTIONS.name())
        ? options(head, route)
        : otherMethod(head, route);
  }

  private FullHttpResponse options(RequestHead head, Route route) {
    boolean preflight =
        head.origin() != null && head.request().header("access-control-request-method") != null;
    if (!preflight) {
      FullHttpResponse response = responses.empty(head, HttpResponseStatus.NO_CONTENT.code());
      response.headers().set(HttpHeaderNames.ALLOW, allowed(route));
      return response;
    }
    boolean permitted = crossOrigin.allows(route.dialect(), head.origin());
    HttpResponseStatus status =
        permitted ? HttpResponseStatus.NO_CONTENT : HttpResponseStatus.FORBIDDEN;
    FullHttpResponse response = responses.empty(head, status.code());
    crossOrigin.describe(route.dialect(), head.origin(), response.headers());
    if (permitted) {
      crossOrigin.permit(route.dialect(), route.methods(), response.headers());
    }
    return response;
  }

  private FullHttpResponse otherMethod(RequestHead head, Route route) {
    FullHttpResponse response = refuse(head, route.dialect(), route, ErrorCode.BAD_PARAMETER, 405);
    response.headers().set(HttpHeaderNames.ALLOW, allowed(route));
    return response;
  }

  private static String allowed(Route route) {
    return String.join(", ", route.methods()) + ", OPTIONS";
  }

  private FullHttpResponse refuse(
      RequestHead head,
      Dialect dialect,
      @Nullable Route route,
      ErrorCode code,
      @Nullable Integer status) {
    Endpoint endpoint = route == null ? null : route.endpoint();
    App named = namedApps.of(head.realm(), dialect, endpoint, head.request());
    ApiResponse response =
        new ApiResponse(dialect.api().refuse(Refusal.of(code), endpoint), named, code);
    return responses.write(
        head, dialect, endpoint, status == null ? response : response.withStatus(status));
  }
}
