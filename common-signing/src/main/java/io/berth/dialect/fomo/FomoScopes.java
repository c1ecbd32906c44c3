package io.berth.dialect.fomo;

import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** This dialect's names for the scopes that its users allow. */
final class FomoScopes {
  static final int USER_INFO = 1;
  static final int PAY = 5;
  static final String PAY_NAME = "paytoken";

  private static final Map<String, Integer> BY_NAME = byName();
  static final Text PARAMETER =
      Text.optional(
          "scope",
          256,
          String.join(" and ", BY_NAME.keySet())
              + ", separated by spaces or commas; all without it");

  private FomoScopes() {}

  private static Map<String, Integer> byName() {
    Map<String, Integer> byName = new LinkedHashMap<>();
    byName.put("userinfo", USER_INFO);
    byName.put(PAY_NAME, PAY);
    return byName;
  }

  /** Those that the parameter names, all of them where it is absent; unknown ones are dropped. */
  static List<Integer> read(Params params) {
    String text = PARAMETER.read(params);
    if (text.isEmpty()) {
      return List.copyOf(BY_NAME.values());
    }
    List<Integer> scopes = new ArrayList<>();
    for (String name : text.split("[ ,]+")) {
      Integer scope = BY_NAME.get(name);
      if (scope != null && !scopes.contains(scope)) {
        scopes.add(scope);
      }
    }
    return List.copyOf(scopes);
  }

  /** As RFC 6749 writes them. */
  static String text(Collection<Integer> scopes) {
    return BY_NAME.entrySet().stream()
        .filter(scope -> scopes.contains(scope.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" "));
  }
}
