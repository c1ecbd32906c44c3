package io.berth.gateway.route;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.gateway.http.RequestHead;
import io.berth.gateway.http.StrictTransportSecurity;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.RequestId;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the responses to the dialects' requests: headers, signature, cross-origin rules, metrics,
 * access log.
 */
@Component
final class ApiResponseWriter {

  private static final AsciiString REQUEST_ID = AsciiString.cached(RequestId.HEADER);
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");

  /** As in the metrics. */
  private static final String NO_ENDPOINT = "none";

  private final CrossOrigin crossOrigin;
  private final ApiMeter meter;
  private final AccessLog accessLog;
  private final Clock clock;
  private final boolean secure;

  ApiResponseWriter(
      CrossOrigin crossOrigin,
      ApiMeter meter,
      AccessLog accessLog,
      Clock clock,
      PlatformProperties platform) {
    this.crossOrigin = crossOrigin;
    this.meter = meter;
    this.accessLog = accessLog;
    this.clock = clock;
    this.secure = platform.secure();
  }

  FullHttpResponse write(RequestHead head, RouteMatch match, ApiResponse response) {
    return write(head, match.dialect(), match.endpoint(), response);
  }

  /**
   * @param endpoint null for a path that is no endpoint
   */
  FullHttpResponse write(
      RequestHead head, Dialect dialect, @Nullable Endpoint endpoint, ApiResponse response) {
    byte[] body = response.body().body();
    FullHttpResponse written = response(response.body().status(), Unpooled.wrappedBuffer(body));
    HttpHeaders headers =
        written
            .headers()
            .set(HttpHeaderNames.CONTENT_TYPE, response.body().contentType())
            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    addCommonHeaders(head, headers);
    App app = response.app();
    if (app != null) {
      dialect.api().signatureHeaders(app, body, clock.instant()).forEach(headers::set);
    }
    crossOrigin.describe(dialect, head.origin(), headers);
    if (response.last()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    long nanos = System.nanoTime() - head.startedNanos();
    ServedSpan span = accessLog.tracing().edge(head.requestId());
    meter.count(dialect, endpoint, response.refusal(), nanos, span);
    accessLog.add(
        span,
        () ->
            new ServedRequest(
                head.requestId(),
                app == null ? null : app.appId(),
                dialect.id(),
                endpoint == null ? NO_ENDPOINT : endpoint.name(),
                response.refusal() == null ? ServedRequest.OK : response.refusal().name(),
                nanos,
                ServedRequest.Order.NONE));
    return written;
  }

  private void log(RequestHead head, Supplier<ServedRequest> request) {
    accessLog.add(accessLog.tracing().edge(head.requestId()), request);
  }

  /** Notes a request whose client did not wait for the response. */
  void abandoned(RequestHead head, RouteMatch match) {
    log(
        head,
        () ->
            withoutApp(
                head, match.dialect().id(), match.endpoint().name(), ServedRequest.ABANDONED));
  }

  private static ServedRequest withoutApp(
      RequestHead head, @Nullable String dialect, String endpoint, String outcome) {
    return new ServedRequest(
        head.requestId(),
        null,
        dialect,
        endpoint,
        outcome,
        System.nanoTime() - head.startedNanos(),
        ServedRequest.Order.NONE);
  }

  /** A response without a body, such as to a preflight. */
  FullHttpResponse empty(RequestHead head, int status) {
    FullHttpResponse response = response(status, Unpooled.EMPTY_BUFFER);
    addCommonHeaders(head, response.headers());
    if (status != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    }
    log(head, () -> withoutApp(head, null, NO_ENDPOINT, Integer.toString(status)));
    return response;
  }

  /** The last response on a connection, where no dialect has a response. */
  FullHttpResponse last(RequestHead head, HttpResponseStatus status) {
    FullHttpResponse response = empty(head, status.code());
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  private static FullHttpResponse response(int status, ByteBuf body) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
  }

  private void addCommonHeaders(RequestHead head, HttpHeaders headers) {
    headers
        .set(REQUEST_ID, head.requestId())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (secure) {
      headers.set(StrictTransportSecurity.HEADER, StrictTransportSecurity.STRICT);
    }
  }
}
