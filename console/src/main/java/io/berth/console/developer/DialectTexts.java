package io.berth.console.developer;

import io.berth.dialect.Dialect;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A dialect's own words for itself and its settings, from the bundle {@code words} in its folder. A
 * dialect without one is called by the names that it declares.
 */
record DialectTexts(Dialect dialect, @Nullable ResourceBundle words) {

  static DialectTexts of(Dialect dialect, Locale locale) {
    String bundle = dialect.getClass().getPackageName() + ".words";
    try {
      return new DialectTexts(
          dialect,
          ResourceBundle.getBundle(
              bundle,
              locale,
              dialect.getClass().getClassLoader(),
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES)));
    } catch (MissingResourceException e) {
      return new DialectTexts(dialect, null);
    }
  }

  /** Null where the dialect has no word for it. */
  @Nullable String find(String key) {
    return words != null && words.containsKey(key) ? words.getString(key) : null;
  }

  String or(String key, String otherwise) {
    String word = find(key);
    return word == null ? otherwise : word;
  }

  public String name() {
    return or("name", dialect.id());
  }

  public @Nullable String summary() {
    return find("summary");
  }

  /** What a setting is called. */
  public String label(String setting) {
    return or(setting, setting.replace('_', ' '));
  }

  public @Nullable String hint(String setting) {
    return find(setting + ".hint");
  }

  /** The dialect's own words for what is wrong with its settings, where it has any. */
  Map<String, String> inPlaceOf(Map<String, String> problems) {
    Map<String, String> own = new HashMap<>();
    problems.forEach((field, problem) -> own.put(field, or(field + ".rule", problem)));
    return own;
  }
}
