package io.berth.service.page;

import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what no handler answered: with a page to browsers, with a little JSON to others. */
final class ErrorPages implements ErrorWebExceptionHandler, Ordered {
  private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

  private final Pages pages;
  private final ServerCodecConfigurer codecs;

  ErrorPages(Pages pages, ServerCodecConfigurer codecs) {
    this.pages = pages;
    this.codecs = codecs;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    HttpStatusCode status = RequestFaults.status(failure);
    if (status.is5xxServerError()) {
      logWithRequestId(exchange, failure);
    }
    ServerRequest request = ServerRequest.create(exchange, codecs.getReaders());
    return (wantsHtml(exchange) ? pages.error(request, status) : json(exchange, status))
        .flatMap(answer -> answer.writeTo(exchange, new Codecs(codecs)));
  }

  /** Failures arrive here outside the filters, where the log does not know the request's id. */
  private static void logWithRequestId(ServerWebExchange exchange, Throwable failure) {
    Object id = exchange.getAttributes().getOrDefault(RequestId.KEY, "");
    try (MDC.MDCCloseable inLog = MDC.putCloseable(RequestId.KEY, id.toString())) {
      log.error(
          "{} {} failed",
          exchange.getRequest().getMethod(),
          exchange.getRequest().getURI().getRawPath(),
          failure);
    }
  }

  private static boolean wantsHtml(ServerWebExchange exchange) {
    try {
      return exchange.getRequest().getHeaders().getAccept().stream()
          .anyMatch(accepted -> accepted.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static Mono<ServerResponse> json(ServerWebExchange exchange, HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    Map<String, Object> body =
        Map.of(
            "error",
            known == null ? "error" : known.name().toLowerCase(java.util.Locale.ROOT),
            "requestId",
            RequestId.of(exchange));
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(BerthJson.mapper().writeValueAsBytes(body));
  }

  @Override
  public int getOrder() {
    return -2;
  }

  private record Codecs(ServerCodecConfigurer codecs) implements ServerResponse.Context {
    @Override
    public List<HttpMessageWriter<?>> messageWriters() {
      return codecs.getWriters();
    }

    @Override
    public List<ViewResolver> viewResolvers() {
      return List.of();
    }
  }
}
