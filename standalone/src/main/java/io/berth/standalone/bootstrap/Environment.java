package io.berth.standalone.bootstrap;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${NAME}} by environment variables. */
final class Environment {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Function<String, @Nullable String> variables;

  Environment(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  /** Names the first variable that is not set, or null where all are. */
  @Nullable String missing(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      if (variables.apply(matcher.group(1)) == null) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /** Replaces variables; an unset one stays unchanged. */
  String fill(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.apply(match.group(1));
              return Matcher.quoteReplacement(value == null ? match.group() : value);
            });
  }
}
