package io.berth.gateway.page;

import io.berth.api.PerRealm;
import io.berth.api.Realm;
import io.berth.gateway.http.StrictTransportSecurity;
import io.berth.service.caller.CallerTokens;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.RequestId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Filters the headers that pass between browsers and services. Of a browser's cookies only Berth's
 * own pass, without the session cookie: the caller token names the user, and a service cannot leak
 * a cookie that it never had.
 */
@Component
final class PageHeaders implements HttpHeadersFilter {

  /** Browsers send the cookies of all ports of a host. */
  private static final PerRealm<String> SESSIONS =
      new PerRealm<>("berth-session", "berth-test-session");

  private static final String HOST_PREFIX = "__Host-";
  private static final String OWN_PREFIX = "berth-";
  private static final List<String> NOT_FOR_SERVICES =
      List.of(
          CallerTokens.HEADER,
          RequestId.HEADER,
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.COOKIE,
          "Forwarded",
          "X-Real-IP");

  private final boolean secure;

  PageHeaders(PlatformProperties platform) {
    secure = platform.secure();
  }

  @Nullable String sessionCookie(ServerHttpRequest request, Realm realm) {
    // The prefix binds the cookie to this very host, but browsers want TLS for it (RFC 6265bis).
    String name = secure ? HOST_PREFIX + SESSIONS.in(realm) : SESSIONS.in(realm);
    List<HttpCookie> cookies = request.getCookies().getOrDefault(name, List.of());
    return cookies.size() == 1 ? cookies.getFirst().getValue() : null;
  }

  /** Replaces the headers that only the gateway may set. */
  void clean(HttpHeaders headers, @Nullable String callerToken, String requestId) {
    String cookies = ownCookies(headers.getOrEmpty(HttpHeaders.COOKIE));
    NOT_FOR_SERVICES.forEach(headers::remove);
    List<String> forwarded =
        headers.headerNames().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"))
            .toList();
    forwarded.forEach(headers::remove);
    if (!cookies.isEmpty()) {
      headers.set(HttpHeaders.COOKIE, cookies);
    }
    if (callerToken != null) {
      headers.set(CallerTokens.HEADER, callerToken);
    }
    headers.set(RequestId.HEADER, requestId);
  }

  private static String ownCookies(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(";")))
        .map(String::strip)
        .filter(PageHeaders::isOwn)
        .collect(Collectors.joining("; "));
  }

  private static boolean isOwn(String cookie) {
    String name = cookie.substring(0, Math.max(0, cookie.indexOf('=')));
    String bare = name.startsWith(HOST_PREFIX) ? name.substring(HOST_PREFIX.length()) : name;
    return bare.startsWith(OWN_PREFIX)
        && !bare.equals(SESSIONS.live())
        && !bare.equals(SESSIONS.test());
  }

  /** The gateway has set the request id already; a service's own would be a second one. */
  @Override
  public HttpHeaders filter(HttpHeaders fromService, ServerWebExchange exchange) {
    HttpHeaders passed = new HttpHeaders();
    fromService.forEach(passed::addAll);
    passed.remove(RequestId.HEADER);
    passed.remove(CallerTokens.HEADER);
    if (secure) {
      passed.set(StrictTransportSecurity.HEADER, StrictTransportSecurity.STRICT);
    }
    return passed;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }
}
