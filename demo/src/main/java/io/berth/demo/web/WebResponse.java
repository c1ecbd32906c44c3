package io.berth.demo.web;

import io.berth.demo.recording.ExchangeLog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * @param live events after the body, one for each exchange; null for a response that ends
 */
public record WebResponse(
    int status, Map<String, String> headers, byte[] body, @Nullable Live live) {

  /**
   * @param render an exchange as HTML
   */
  record Live(
      ExchangeLog log, String sessionId, long after, Function<ExchangeLog.Entry, String> render) {}

  public static WebResponse html(String body) {
    return of(200, "text/html; charset=utf-8", body);
  }

  public static WebResponse json(String body) {
    return of(200, "application/json", body);
  }

  public static WebResponse text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static WebResponse seeOther(String location) {
    return new WebResponse(303, Map.of("Location", location), new byte[0], null);
  }

  static WebResponse of(int status, String type, String body) {
    return of(type, body.getBytes(StandardCharsets.UTF_8)).status(status);
  }

  static WebResponse of(String type, byte[] body) {
    return new WebResponse(200, Map.of("Content-Type", type), body, null);
  }

  static WebResponse live(Live live) {
    return new WebResponse(200, Map.of("Content-Type", "text/event-stream"), new byte[0], live);
  }

  public WebResponse status(int other) {
    return new WebResponse(other, headers, body, live);
  }

  public WebResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WebResponse(status, more, body, live);
  }
}
