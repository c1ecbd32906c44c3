package io.berth.service.page;

import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers 400 to a form that nobody can read: the framework takes a broken escape for a mistake of
 * ours, and PostgreSQL a NUL. A reader of one's own would not be asked: of all that can read a form
 * the framework takes the last, which is its own.
 */
final class StrictForms implements WebFilter, Ordered {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange.getRequest().getMethod() == HttpMethod.POST
        ? chain.filter(new Checked(exchange))
        : chain.filter(exchange);
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  private static final class Checked extends ServerWebExchangeDecorator {

    private Checked(ServerWebExchange exchange) {
      super(exchange);
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
      return super.getFormData()
          .onErrorMap(IllegalArgumentException.class, broken -> unreadable())
          .flatMap(form -> hasNul(form) ? Mono.error(unreadable()) : Mono.just(form));
    }
  }

  private static ServerWebInputException unreadable() {
    return new ServerWebInputException("the form is not encoded correctly");
  }

  private static boolean hasNul(MultiValueMap<String, String> form) {
    for (Map.Entry<String, List<String>> field : form.entrySet()) {
      if (field.getKey().indexOf(0) >= 0) {
        return true;
      }
      for (String value : field.getValue()) {
        if (value != null && value.indexOf(0) >= 0) {
          return true;
        }
      }
    }
    return false;
  }
}
