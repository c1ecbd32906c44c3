package io.berth.gateway.page;

import io.berth.service.page.RequestFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers requests that no route answers, and those that failed on the way. */
@Component
final class GatewayErrorHandler implements WebExceptionHandler, Ordered {

  private static final Logger log = LoggerFactory.getLogger(GatewayErrorHandler.class);
  private static final int BEFORE_SPRING_BOOT = -2;

  private final Notices notices;

  GatewayErrorHandler(Notices notices) {
    this.notices = notices;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    int status = RequestFaults.status(failure).value();
    Notice notice = Notice.ofStatus(status);
    if (status >= 500 && !(failure instanceof ErrorResponse && notice != Notice.FAILED)) {
      log.error("{} failed", exchange.getRequest().getURI().getRawPath(), failure);
    }
    return notices.write(exchange, notice);
  }

  @Override
  public int getOrder() {
    return BEFORE_SPRING_BOOT;
  }
}
