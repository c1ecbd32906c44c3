package io.berth.demo.web;

import com.sun.net.httpserver.HttpExchange;
import io.berth.service.page.Language;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with its body read.
 *
 * @param target path and query, not decoded
 */
public record WebRequest(
    String method,
    String path,
    String target,
    Map<String, String> query,
    Map<String, String> headers,
    Map<String, String> cookies,
    byte[] body) {

  private static final int LONGEST_BODY = 64 * 1024;

  static WebRequest of(HttpExchange exchange) throws IOException {
    String rawQuery = exchange.getRequestURI().getRawQuery();
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new WebRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        exchange.getRequestURI().getRawPath() + (rawQuery == null ? "" : "?" + rawQuery),
        parameters(rawQuery),
        headers,
        cookies(headers.getOrDefault("cookie", "")),
        exchange.getRequestBody().readNBytes(LONGEST_BODY));
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Map<String, String> form() {
    return parameters(text());
  }

  /** Returns the first language that the browser accepts and the sites have. */
  public Language language() {
    return Language.preferred(
        Arrays.stream(header("accept-language").split(","))
            .map(each -> Locale.forLanguageTag(each.split(";")[0].strip()))
            .toList());
  }

  /** Whether a page of this site sent it: browsers name the origin of every form. */
  public boolean isOwnForm() {
    return header("origin").equals("http://" + header("host"));
  }

  private static Map<String, String> cookies(String header) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String pair : header.split("; *")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return cookies;
  }

  static Map<String, String> parameters(@Nullable String raw) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
