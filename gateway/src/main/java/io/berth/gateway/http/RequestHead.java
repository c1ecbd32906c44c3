package io.berth.gateway.http;

import io.berth.api.Realm;
import io.berth.dialect.api.ApiRequest;
import io.berth.service.trace.RequestId;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is not read yet.
 *
 * @param realm of the port that the request came to
 * @param request with an empty body
 * @param origin of the page that sends the request, as its browser says
 * @param startedNanos on the clock of {@link System#nanoTime()}
 */
public record RequestHead(
    Realm realm, ApiRequest request, String requestId, @Nullable String origin, long startedNanos) {

  private static final byte[] NO_BODY = {};
  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String ORIGIN = "origin";

  static RequestHead of(
      Realm realm,
      HttpRequest received,
      @Nullable InetSocketAddress peer,
      ClientAddresses addresses) {
    Map<String, List<String>> headers = headers(received.headers());
    String uri = received.uri();
    int question = uri.indexOf('?');
    ApiRequest request =
        new ApiRequest(
            received.method().name(),
            path(uri),
            question < 0 ? null : uri.substring(question + 1),
            headers,
            NO_BODY,
            addresses.of(peer, headers.getOrDefault(FORWARDED_FOR, List.of())));
    return new RequestHead(
        realm, request, RequestId.fresh(), request.header(ORIGIN), System.nanoTime());
  }

  /** Raw, without the query; also where the request line holds a whole URL. */
  static String path(String uri) {
    int question = uri.indexOf('?');
    String target = question < 0 ? uri : uri.substring(0, question);
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    int root = scheme < 0 ? 0 : target.indexOf('/', scheme + 3);
    return root < 0 ? "/" : target.substring(root);
  }

  /** The whole request. */
  public ApiRequest with(byte[] body) {
    return new ApiRequest(
        request.method(),
        request.path(),
        request.rawQuery(),
        request.headers(),
        body,
        request.address());
  }

  private static Map<String, List<String>> headers(HttpHeaders received) {
    Map<String, List<String>> headers = new HashMap<>(32);
    Iterator<Map.Entry<String, String>> all = received.iteratorAsString();
    while (all.hasNext()) {
      Map.Entry<String, String> header = all.next();
      headers.merge(
          header.getKey().toLowerCase(Locale.ROOT), List.of(header.getValue()), RequestHead::join);
    }
    return headers;
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
