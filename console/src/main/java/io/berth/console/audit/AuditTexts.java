package io.berth.console.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Translates the names in audit entries; templates find it as {@code words}. A name without a
 * translation is shown unchanged, so that no entry is hidden.
 */
public record AuditTexts(MessageSource messages, Locale locale) {
  private static final String ARROW = " → ";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** For example "Froze the app", or of a change by two "Change the price of a coin: proposed". */
  public String action(String action) {
    String own = text("console.audit.action." + action);
    if (own != null) {
      return own;
    }
    int dot = action.lastIndexOf('.');
    String what = dot < 0 ? null : text("common.change.action." + action.substring(0, dot));
    String step = dot < 0 ? null : text("console.audit.step." + action.substring(dot + 1));
    String whole = text("common.change.action." + action);
    return what != null && step != null ? what + ": " + step : whole != null ? whole : action;
  }

  /** Translates the part before the dot; the rest is an id or a name. */
  public String field(String name) {
    String whole = fieldWords(name);
    if (whole != null) {
      return whole;
    }
    int dot = name.indexOf('.');
    String kind = dot < 0 ? null : fieldWords(name.substring(0, dot));
    return kind == null ? name : kind + " " + name.substring(dot + 1);
  }

  private @Nullable String fieldWords(String name) {
    String own = text("console.audit.field." + name);
    return own != null ? own : text("common.change.field." + name);
  }

  /**
   * @param text may contain both the old and the new value
   */
  public String value(String field, String text) {
    return Arrays.stream(text.split(Pattern.quote(ARROW), -1))
        .map(part -> field.endsWith("scopes") ? scopes(part) : known(part))
        .collect(Collectors.joining(ARROW));
  }

  private String known(String value) {
    String own = text("console.audit.value." + value);
    String common = own != null ? own : text("common.change.value." + value);
    return common != null ? common : value;
  }

  private String scopes(String numbers) {
    return NUMBER
        .matcher(numbers)
        .replaceAll(
            number -> {
              String name = text("console.operator.scope." + number.group());
              return name == null ? number.group() : Matcher.quoteReplacement(name);
            });
  }

  private @Nullable String text(String key) {
    return messages.getMessage(key, null, null, locale);
  }
}
