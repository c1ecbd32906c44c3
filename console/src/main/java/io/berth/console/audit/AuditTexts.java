package io.berth.console.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Puts the short names that the log keeps into the reader's words; templates find it as {@code
 * words}. What it has no words for stays as it is: an entry is never hidden.
 */
public record AuditTexts(MessageSource messages, Locale locale) {
  private static final String ARROW = " → ";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** For example "Froze the app", or of a change by two "Change the price of a coin: proposed". */
  public String action(String action) {
    String own = words("console.audit.action." + action);
    if (own != null) {
      return own;
    }
    int dot = action.lastIndexOf('.');
    String what = dot < 0 ? null : words("common.change.action." + action.substring(0, dot));
    String step = dot < 0 ? null : words("console.audit.step." + action.substring(dot + 1));
    String whole = words("common.change.action." + action);
    return what != null && step != null ? what + ": " + step : whole != null ? whole : action;
  }

  /** Of what a dot parts, the first half has words: the rest is an id or a name. */
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
    String own = words("console.audit.field." + name);
    return own != null ? own : words("common.change.field." + name);
  }

  /**
   * @param text may tell of both before and after
   */
  public String value(String field, String text) {
    return Arrays.stream(text.split(Pattern.quote(ARROW), -1))
        .map(part -> field.equals("scopes") ? scopes(part) : known(part))
        .collect(Collectors.joining(ARROW));
  }

  private String known(String value) {
    String own = words("console.audit.value." + value);
    String common = own != null ? own : words("common.change.value." + value);
    return common != null ? common : value;
  }

  private String scopes(String numbers) {
    return NUMBER
        .matcher(numbers)
        .replaceAll(
            number -> {
              String name = words("console.operator.scope." + number.group());
              return name == null ? number.group() : Matcher.quoteReplacement(name);
            });
  }

  private @Nullable String words(String key) {
    return messages.getMessage(key, null, null, locale);
  }
}
