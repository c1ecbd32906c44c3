package io.berth.dialect.http;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path with named segments: {@code /h5/play/{app_id}}. A named segment stands for letters, digits
 * and {@code . _ -} alone, so that a value can go anywhere without being encoded.
 */
public final class PathPattern {
  private static final Pattern VALUE = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private final String[] segments;

  public PathPattern(String pattern) {
    segments = pattern.split("/", -1);
  }

  public boolean matches(String path) {
    return values(path) != null;
  }

  /** The values of the named segments, or null where the path is another. */
  public @Nullable Map<String, String> values(String path) {
    String[] given = path.split("/", -1);
    if (given.length != segments.length) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      if (segment.startsWith("{") && segment.endsWith("}")) {
        if (!VALUE.matcher(given[i]).matches()) {
          return null;
        }
        values.put(segment.substring(1, segment.length() - 1), given[i]);
      } else if (!segment.equals(given[i])) {
        return null;
      }
    }
    return values;
  }
}
