package io.berth.dialect.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived. Path, query and header values are text with one character per byte (ISO
 * 8859-1): real clients send raw UTF-8 there, and a signature covers bytes.
 *
 * @param path raw, without the query
 * @param rawQuery not decoded, without the question mark; null where there was none
 * @param headers names in lower case
 * @param address textual IP address of the client, as the gateway determined it
 */
public record ApiRequest(
    String method,
    String path,
    @Nullable String rawQuery,
    Map<String, List<String>> headers,
    byte[] body,
    String address) {

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
