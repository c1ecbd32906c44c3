package io.berth.standalone.web;

import io.berth.standalone.wire.WireLog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * @param live follows after the body, one event for each exchange; null for an answer that ends
 */
public record WebAnswer(int status, Map<String, String> headers, byte[] body, @Nullable Live live) {

  /**
   * @param render an exchange as HTML
   */
  record Live(WireLog log, String visit, long after, Function<WireLog.Entry, String> render) {}

  public static WebAnswer html(String body) {
    return of(200, "text/html; charset=utf-8", body);
  }

  public static WebAnswer json(String body) {
    return of(200, "application/json", body);
  }

  public static WebAnswer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static WebAnswer seeOther(String location) {
    return new WebAnswer(303, Map.of("Location", location), new byte[0], null);
  }

  static WebAnswer of(int status, String type, String body) {
    return of(type, body.getBytes(StandardCharsets.UTF_8)).status(status);
  }

  static WebAnswer of(String type, byte[] body) {
    return new WebAnswer(200, Map.of("Content-Type", type), body, null);
  }

  static WebAnswer live(Live live) {
    return new WebAnswer(200, Map.of("Content-Type", "text/event-stream"), new byte[0], live);
  }

  public WebAnswer status(int other) {
    return new WebAnswer(other, headers, body, live);
  }

  public WebAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WebAnswer(status, more, body, live);
  }
}
