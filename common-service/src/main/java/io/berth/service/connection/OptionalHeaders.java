package io.berth.service.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.http.MediaType;

/**
 * Removes headers that a request may just as well do without, where they are malformed: a wrong
 * {@code Accept-Language} must not cost anybody the page. No upgrade is offered, so none is asked
 * for: the framework would take a websocket's handshake to a service that has none.
 */
final class OptionalHeaders {

  private static final int LONGEST_LANGUAGES = 1000;
  private static final List<AsciiString> OF_UPGRADES =
      List.of(
          HttpHeaderNames.UPGRADE,
          AsciiString.cached("http2-settings"),
          HttpHeaderNames.SEC_WEBSOCKET_KEY,
          HttpHeaderNames.SEC_WEBSOCKET_VERSION,
          HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
          HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);

  private OptionalHeaders() {}

  static void clean(HttpHeaders headers) {
    keepIf(headers, HttpHeaderNames.ACCEPT, MediaType::parseMediaTypes);
    keepIf(headers, HttpHeaderNames.ACCEPT_LANGUAGE, OptionalHeaders::readLanguages);
    keepIf(headers, HttpHeaderNames.CONTENT_TYPE, MediaType::parseMediaType);
    // Nobody reads it, and the framework fails at a name that is none.
    headers.remove(HttpHeaderNames.ACCEPT_CHARSET);
    if (headers.contains(HttpHeaderNames.UPGRADE)) {
      OF_UPGRADES.forEach(headers::remove);
      boolean closes =
          headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
      headers.remove(HttpHeaderNames.CONNECTION);
      if (closes) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
    }
  }

  private static void keepIf(HttpHeaders headers, AsciiString name, Consumer<String> reader) {
    if (!headers.contains(name)) {
      return;
    }
    try {
      headers.getAll(name).forEach(reader);
    } catch (IllegalArgumentException malformed) {
      headers.remove(name);
    }
  }

  /** Long lists are read for longer than anybody's languages are worth. */
  private static void readLanguages(String text) {
    if (text.length() > LONGEST_LANGUAGES) {
      throw new IllegalArgumentException("too many languages");
    }
    if (!text.isBlank()) {
      Locale.LanguageRange.parse(text);
    }
  }
}
