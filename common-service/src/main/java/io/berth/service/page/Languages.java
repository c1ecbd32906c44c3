package io.berth.service.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;

/**
 * Chooses the language of a page: the query's {@code lang}, else the cookie {@value #COOKIE}, else
 * what the browser accepts. Spring resolves messages by it as well.
 */
public final class Languages implements LocaleContextResolver {
  public static final String PARAMETER = "lang";
  static final String COOKIE = "berth-lang";
  private static final Duration COOKIE_LIFE = Duration.ofDays(365);

  private final boolean secure;

  public Languages(boolean secure) {
    this.secure = secure;
  }

  public static Language of(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    Language asked = Language.named(request.getQueryParams().getFirst(PARAMETER));
    if (asked != null) {
      return asked;
    }
    HttpCookie cookie = request.getCookies().getFirst(COOKIE);
    Language remembered = cookie == null ? null : Language.named(cookie.getValue());
    return remembered != null
        ? remembered
        : Language.preferred(request.getHeaders().getAcceptLanguageAsLocales());
  }

  /** The cookie to set where the query asks for a language, or null. */
  @Nullable ResponseCookie remembering(ServerWebExchange exchange) {
    Language asked = Language.named(exchange.getRequest().getQueryParams().getFirst(PARAMETER));
    return asked == null
        ? null
        : ResponseCookie.from(COOKIE, asked.tag())
            .path("/")
            .maxAge(COOKIE_LIFE)
            .httpOnly(true)
            .sameSite("Lax")
            .secure(secure)
            .build();
  }

  @Override
  public LocaleContext resolveLocaleContext(ServerWebExchange exchange) {
    return new SimpleLocaleContext(of(exchange).locale());
  }

  @Override
  public void setLocaleContext(ServerWebExchange exchange, @Nullable LocaleContext context) {
    throw new UnsupportedOperationException("a language is chosen by the parameter " + PARAMETER);
  }
}
