package io.berth.gateway.page;

import io.berth.gateway.http.StrictTransportSecurity;
import io.berth.service.page.Languages;
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
 * Writes notices as a page or as JSON, as the client accepts. It needs no other service: these are
 * the pages for when the others are away.
 */
@Component
final class Notices {

  private static final Wording HOME = new Wording("Home", "首页", "홈");
  private static final Wording REFERENCE = new Wording("Reference", "参考编号", "참조 번호");

  /** In the page itself: the service with the style sheets may be away. */
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ground:#f5f6f4;--surface:#fff;--ink:#17211f;--soft:#56635f;\
      --line:#dce1de;--accent:#1d5c63;--on:#fff}
      @media (prefers-color-scheme:dark){:root{--ground:#0f1514;--surface:#182120;--ink:#e8eeec;\
      --soft:#a3b1ad;--line:#2b3836;--accent:#7cc7b8;--on:#0d1f1c}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);\
      color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
      header{padding:.5rem 1rem}
      header a{display:inline-flex;align-items:center;min-height:44px;color:var(--ink);\
      font-weight:650;text-decoration:none}
      main{flex:1;width:100%;max-width:27rem;margin:0 auto;padding:1rem}
      section{padding:1.375rem 1.25rem;background:var(--surface);border:1px solid var(--line);\
      border-radius:14px}
      p,h1{margin:0 0 1rem;overflow-wrap:anywhere}
      h1{font-size:1.5rem;line-height:1.25}
      .soft{color:var(--soft);font-size:.8125rem}
      .button{display:inline-flex;align-items:center;min-height:44px;padding:.5rem 1.125rem;\
      border-radius:9px;background:var(--accent);color:var(--on);font-weight:600;\
      text-decoration:none}
      a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
      """;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>%s · Berth</title><style>%s</style></head>
      <body><header><a href="/">Berth</a></header>
      <main><section><p class="soft">%d</p><h1>%s</h1>
      <p><a class="button" href="/">%s</a></p><p class="soft">%s <code>%s</code></p></section></main>
      </body></html>
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
                notice.words(language),
                STYLE,
                notice.status(),
                notice.words(language),
                HOME.in(language),
                REFERENCE.in(language),
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
    headers.set(HttpHeaders.VARY, "Accept, Accept-Language, Cookie");
    if (secure) {
      headers.set(StrictTransportSecurity.HEADER, StrictTransportSecurity.STRICT);
    }
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  /** The language that the user chose on other pages, before the one that their browser prefers. */
  private static Locale language(ServerWebExchange exchange) {
    try {
      return Languages.of(exchange).locale();
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
