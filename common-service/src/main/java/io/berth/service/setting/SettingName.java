package io.berth.service.setting;

import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** One known name. {@code *} stands for any key of a map, {@code []} at the end for a list. */
final class SettingName {

  private static final String KEY = "*";
  private static final String LIST = "[]";

  private final String name;

  private final String[] elements;

  SettingName(String name) {
    this.name = name;
    this.elements = toString().split("\\.");
  }

  /** Whether a name is this one, spelled as it is written here. */
  boolean isSpelled(String[] given) {
    boolean map = KEY.equals(elements[elements.length - 1]);
    if (map ? given.length < elements.length : given.length != elements.length) {
      return false;
    }
    for (int i = 0; i < elements.length; i++) {
      if (!KEY.equals(elements[i]) && !elements[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param uniform of {@link #uniform}
   */
  boolean isProperty(String uniform) {
    return uniform.matches(pattern(name.replace("-", ""), "\\.", ".+", "(\\[\\d+])?"));
  }

  /** Boot still reads the older spelling, with an underscore for each dash. */
  boolean isVariable(String given) {
    return Stream.of("", "_")
        .map(dash -> upper(name.replace("-", dash)))
        .anyMatch(spelling -> given.matches(pattern(spelling, "_", "\\w+", "(_\\d+_?)?")));
  }

  private static String pattern(String name, String dot, String key, String index) {
    boolean list = name.endsWith(LIST);
    String plain = list ? name.substring(0, name.length() - LIST.length()) : name;
    return plain.replace(".", dot).replace(KEY, key) + (list ? index : "");
  }

  /** As an environment variable. */
  String variable() {
    return upper(toString().replace("-", "")).replace('.', '_');
  }

  /** Without dashes and capitals, each index in brackets. */
  static String uniform(String name) {
    ConfigurationPropertyName parsed = ConfigurationPropertyName.adapt(name, '.');
    StringBuilder uniform = new StringBuilder();
    for (int element = 0; element < parsed.getNumberOfElements(); element++) {
      String text = parsed.getElement(element, Form.UNIFORM);
      if (parsed.isNumericIndex(element)) {
        uniform.append('[').append(text).append(']');
      } else {
        uniform.append(element == 0 ? "" : ".").append(text);
      }
    }
    return uniform.toString();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name.replace(LIST, "");
  }
}
