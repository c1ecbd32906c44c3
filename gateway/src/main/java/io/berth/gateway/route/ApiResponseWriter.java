package io.berth.gateway.route;

import io.berth.dialect.Dialect;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.gateway.http.RequestHead;
import io.berth.gateway.http.StrictTransportSecurity;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.RequestId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one door by which every answer to a dialect's request leaves: sealed and counted. */
@Component
public final class ApiResponseWriter {

  private static final AsciiString REQUEST_ID = AsciiString.cached(RequestId.HEADER);
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");

  private final CrossOrigin crossOrigin;
  private final ApiMeter meter;
  private final Clock clock;
  private final boolean secure;

  ApiResponseWriter(
      CrossOrigin crossOrigin, ApiMeter meter, Clock clock, PlatformProperties platform) {
    this.crossOrigin = crossOrigin;
    this.meter = meter;
    this.clock = clock;
    this.secure = platform.secure();
  }

  /** An answer after which nothing more is read from its client says so. */
  public FullHttpResponse answer(
      RequestHead arrival, Dialect dialect, @Nullable Endpoint endpoint, Reply reply) {
    ResponseBody answer = reply.answer();
    byte[] body = answer.body();
    FullHttpResponse response = response(answer.status(), Unpooled.wrappedBuffer(body));
    HttpHeaders headers =
        response
            .headers()
            .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    own(arrival, headers);
    App app = reply.app();
    if (app != null) {
      dialect.api().seal(app, body, clock.instant()).forEach(headers::set);
    }
    crossOrigin.describe(dialect, arrival.origin(), headers);
    if (reply.last()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    meter.count(dialect, endpoint, reply.refusal(), System.nanoTime() - arrival.startedNanos());
    return response;
  }

  /** An answer without a body, for questions about an endpoint instead of to it. */
  FullHttpResponse empty(RequestHead arrival, int status) {
    FullHttpResponse response = response(status, Unpooled.EMPTY_BUFFER);
    own(arrival, response.headers());
    if (status != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    }
    return response;
  }

  /** The last answer on a connection, to what no dialect has words for. */
  public FullHttpResponse noMore(RequestHead arrival, HttpResponseStatus status) {
    FullHttpResponse response = empty(arrival, status.code());
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  private static FullHttpResponse response(int status, ByteBuf body) {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
  }

  private void own(RequestHead arrival, HttpHeaders headers) {
    headers
        .set(REQUEST_ID, arrival.requestId())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (secure) {
      headers.set(StrictTransportSecurity.HEADER, StrictTransportSecurity.STRICT);
    }
  }
}
