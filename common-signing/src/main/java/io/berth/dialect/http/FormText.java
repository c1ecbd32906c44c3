package io.berth.dialect.http;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes parameters as {@code application/x-www-form-urlencoded}, for a query or a body. */
public final class FormText {
  /** Headers of a request that has such a body. */
  public static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private FormText() {}

  /** ASCII text without a question mark. */
  public static String of(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                PercentEncoding.ofValue(each.getKey())
                    + '='
                    + PercentEncoding.ofValue(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A path with the parameters as its query; alone where there are none. */
  public static String target(String path, Map<String, String> parameters) {
    return parameters.isEmpty() ? path : path + '?' + of(parameters);
  }
}
