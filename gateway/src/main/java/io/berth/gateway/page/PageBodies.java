package io.berth.gateway.page;

import io.berth.gateway.http.HttpProperties;
import io.berth.service.connection.WholeBody;
import io.berth.service.page.RequestFaults;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a form whole before a service is asked: the connections to services are few, and forms that
 * arrive slowly would take all of them (Slowloris through the proxy).
 */
@Component
final class PageBodies {

  /** Longest body of a form with a file: a file of 700 kB and the form's fields. */
  private static final int LONGEST_UPLOAD = 720 * 1024;

  private static final String UPLOADS = "/console/";

  private final int maxBytes;
  private final Duration timeout;

  PageBodies(HttpProperties properties) {
    this.maxBytes = properties.maxBodyBytes();
    this.timeout = properties.requestTimeout();
  }

  /** A body that is not passed on, and what its client is told. */
  static final class Refused extends RuntimeException {

    private final transient Notice notice;

    private Refused(Notice notice) {
      super(notice.code(), null, false, false);
      this.notice = notice;
    }

    Notice notice() {
      return notice;
    }
  }

  /**
   * The same exchange with its body at hand.
   *
   * @return errors with {@link Refused}
   */
  Mono<ServerWebExchange> whole(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    HttpHeaders headers = request.getHeaders();
    int most = isUpload(request) ? Math.max(maxBytes, LONGEST_UPLOAD) : maxBytes;
    if (headers.getContentLength() > most) {
      return Mono.error(new Refused(Notice.TOO_LARGE));
    }
    boolean empty =
        headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    if (empty) {
      return Mono.just(exchange);
    }
    return WholeBody.of(request, most)
        .timeout(timeout)
        .onErrorMap(PageBodies::refused)
        .map(body -> exchange.mutate().request(new Whole(exchange, body)).build());
  }

  /** Only the console has forms with files. */
  private static boolean isUpload(ServerHttpRequest request) {
    String type = request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
    return type != null
        && type.regionMatches(true, 0, MediaType.MULTIPART_FORM_DATA_VALUE, 0, 19)
        && request.getPath().value().startsWith(UPLOADS);
  }

  private static Throwable refused(Throwable failure) {
    return switch (failure) {
      case DataBufferLimitException tooLarge -> new Refused(Notice.TOO_LARGE);
      case TimeoutException tooSlow -> new Refused(Notice.TOO_SLOW);
      default -> RequestFaults.isGone(failure) ? new Refused(Notice.BAD_REQUEST) : failure;
    };
  }

  private static final class Whole extends ServerHttpRequestDecorator {

    private final DataBufferFactory buffers;
    private final HttpHeaders headers = new HttpHeaders();
    private final byte[] body;

    Whole(ServerWebExchange exchange, byte[] body) {
      super(exchange.getRequest());
      this.buffers = exchange.getResponse().bufferFactory();
      this.body = body;
      headers.putAll(exchange.getRequest().getHeaders());
      headers.remove(HttpHeaders.TRANSFER_ENCODING);
      headers.setContentLength(body.length);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public HttpMethod getMethod() {
      return getDelegate().getMethod();
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return Flux.defer(() -> Flux.just(buffers.wrap(body)));
    }
  }
}
