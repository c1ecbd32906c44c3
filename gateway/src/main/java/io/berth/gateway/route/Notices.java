package io.berth.gateway.route;

import io.berth.service.runtime.PlatformProperties;
import io.berth.service.trace.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Writes notices as a page or as JSON, whichever is asked for. It needs nobody else: these are the
 * pages for when the others are away.
 */
@Component
final class Notices {

  private static final List<Locale> LANGUAGES =
      List.of(Locale.ENGLISH, Locale.forLanguageTag("zh-CN"), Locale.KOREAN);
  private static final String STYLE =
      "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem}"
          + ":root{color-scheme:light dark}small{opacity:.6}";
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>Berth</title><style>%s</style></head>
      <body><h1>%d</h1><p>%s</p><p><a href="/">Berth</a></p><small>%s</small></body></html>
      """;

  private final String contentSecurity =
      "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'"
          .formatted(sha256(STYLE));
  private final boolean secure;

  Notices(PlatformProperties platform) {
    this.secure = platform.secure();
  }

  Mono<Void> write(ServerWebExchange exchange, Notice notice) {
    String requestId = RequestId.of(exchange);
    boolean asPage =
        exchange.getRequest().getHeaders().getAccept().stream()
            .anyMatch(type -> type.isPresentIn(List.of(MediaType.TEXT_HTML)));
    Locale language = language(exchange);
    String text =
        asPage
            ? String.format(
                Locale.ROOT,
                PAGE,
                language.toLanguageTag(),
                STYLE,
                notice.status(),
                notice.words(language),
                requestId)
            : "{\"error\":\"%s\",\"requestId\":\"%s\"}".formatted(notice.code(), requestId);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(notice.status()));
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(
        asPage
            ? new MediaType("text", "html", StandardCharsets.UTF_8)
            : MediaType.APPLICATION_JSON);
    headers.setContentLength(body.length);
    headers.setCacheControl("no-store");
    headers.set("Content-Security-Policy", contentSecurity);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(RequestId.HEADER, requestId);
    headers.set(HttpHeaders.VARY, "Accept, Accept-Language");
    if (secure) {
      headers.set(Transport.HEADER, Transport.STRICT);
    }
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  private static Locale language(ServerWebExchange exchange) {
    try {
      Locale wished =
          Locale.lookup(exchange.getRequest().getHeaders().getAcceptLanguage(), LANGUAGES);
      return wished == null ? Locale.ENGLISH : wished;
    } catch (IllegalArgumentException malformed) {
      return Locale.ENGLISH;
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
