package io.berth.gateway.route;

import io.berth.dialect.Answer;
import io.berth.dialect.App;
import io.berth.dialect.Dialect;
import io.berth.dialect.Endpoint;
import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** The one door by which every answer to a dialect's request leaves: sealed and counted. */
@Component
final class ApiDoor {

  private static final AsciiString REQUEST_ID = AsciiString.cached(RequestId.HEADER);
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");

  private final CrossOrigin crossOrigin;
  private final ApiMeter meter;
  private final Clock clock;
  private final boolean secure;

  ApiDoor(CrossOrigin crossOrigin, ApiMeter meter, Clock clock, PlatformProperties platform) {
    this.crossOrigin = crossOrigin;
    this.meter = meter;
    this.clock = clock;
    this.secure = platform.secure();
  }

  Mono<Void> leave(
      HttpServerResponse out,
      Arrival arrival,
      Dialect dialect,
      @Nullable Endpoint endpoint,
      Reply reply) {
    Answer answer = reply.answer();
    byte[] body = answer.body();
    HttpHeaders headers = out.status(answer.status()).responseHeaders();
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    own(arrival, headers);
    if (reply.last()) {
      out.keepAlive(false);
    }
    App app = reply.app();
    if (app != null) {
      dialect.api().seal(app, body, clock.instant()).forEach(headers::set);
    }
    crossOrigin.describe(dialect, arrival.origin(), headers);
    meter.count(dialect, endpoint, reply.refusal(), System.nanoTime() - arrival.startedNanos());
    return HttpMethod.HEAD.name().equals(arrival.head().method())
        ? out.send()
        : out.sendObject(Unpooled.wrappedBuffer(body)).then();
  }

  /** Answers without a body, for questions about an endpoint instead of to it. */
  Mono<Void> leaveEmpty(HttpServerResponse out, Arrival arrival, int status) {
    own(arrival, out.status(status).responseHeaders());
    return out.send();
  }

  private void own(Arrival arrival, HttpHeaders headers) {
    headers
        .set(REQUEST_ID, arrival.requestId())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    if (secure) {
      headers.set(Transport.HEADER, Transport.STRICT);
    }
  }
}
