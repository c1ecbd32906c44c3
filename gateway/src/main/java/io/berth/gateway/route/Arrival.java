package io.berth.gateway.route;

import io.berth.dialect.ApiRequest;
import io.berth.gateway.access.ClientAddresses;
import io.berth.service.trace.RequestId;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A request whose body has not been read.
 *
 * @param head without its body
 * @param origin of the page that asks, as its browser says
 * @param startedNanos on the clock of {@link System#nanoTime()}
 */
record Arrival(ApiRequest head, String requestId, @Nullable String origin, long startedNanos) {

  private static final byte[] NO_BODY = {};
  private static final String FORWARDED_FOR = "x-forwarded-for";

  static Arrival of(HttpServerRequest in, ClientAddresses addresses) {
    Map<String, List<String>> headers = headers(in);
    String uri = in.uri();
    int question = uri.indexOf('?');
    ApiRequest head =
        new ApiRequest(
            in.method().name(),
            path(in),
            question < 0 ? null : uri.substring(question + 1),
            headers,
            NO_BODY,
            addresses.of(in.remoteAddress(), headers.getOrDefault(FORWARDED_FOR, List.of())));
    return new Arrival(
        head, RequestId.fresh(), head.header(HttpHeaderNames.ORIGIN.toString()), System.nanoTime());
  }

  /** Raw, without the query; also where the request line holds a whole URL. */
  static String path(HttpServerRequest in) {
    String uri = in.uri();
    if (uri.startsWith("/")) {
      int question = uri.indexOf('?');
      return question < 0 ? uri : uri.substring(0, question);
    }
    return in.fullPath();
  }

  ApiRequest with(byte[] body) {
    return new ApiRequest(
        head.method(), head.path(), head.rawQuery(), head.headers(), body, head.address());
  }

  private static Map<String, List<String>> headers(HttpServerRequest in) {
    Map<String, List<String>> headers = new HashMap<>(32);
    Iterator<Map.Entry<String, String>> all = in.requestHeaders().iteratorAsString();
    while (all.hasNext()) {
      Map.Entry<String, String> header = all.next();
      headers.merge(
          header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue()), Arrival::both);
    }
    return headers;
  }

  private static List<String> both(List<String> earlier, List<String> later) {
    List<String> both = new ArrayList<>(earlier);
    both.addAll(later);
    return both;
  }
}
