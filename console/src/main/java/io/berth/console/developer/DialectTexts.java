package io.berth.console.developer;

import io.berth.dialect.Dialect;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A dialect's texts for itself and its settings, from the bundle {@code words} in its folder. A
 * dialect without a bundle is shown with the names that it declares.
 */
record DialectTexts(Dialect dialect, @Nullable ResourceBundle texts) {

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

  /** Returns the text of a key; null where the dialect has none. */
  @Nullable String find(String key) {
    return texts != null && texts.containsKey(key) ? texts.getString(key) : null;
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

  /** The label of a setting. */
  public String label(String setting) {
    return or(setting, setting.replace('_', ' '));
  }

  public @Nullable String hint(String setting) {
    return find(setting + ".hint");
  }

  /** Replaces problems of settings by the dialect's texts, where it has some. */
  Map<String, String> inPlaceOf(Map<String, String> problems) {
    Map<String, String> own = new HashMap<>();
    problems.forEach((field, problem) -> own.put(field, or(field + ".rule", problem)));
    return own;
  }
}
