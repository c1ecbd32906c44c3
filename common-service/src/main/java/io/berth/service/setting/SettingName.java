package io.berth.service.setting;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** One known name. {@code *} stands for any key of a map, {@code []} at the end for a list. */
final class SettingName {

  private static final String KEY = "*";
  private static final String LIST = "[]";

  private final String name;
  private final Pattern property;
  private final Pattern variable;

  SettingName(String name) {
    this.name = name;
    this.property = Pattern.compile(pattern(name.replace("-", ""), "\\.", ".+", "(\\[\\d+])?"));
    // Boot still reads the older spelling, with an underscore for each dash.
    this.variable =
        Pattern.compile(
            pattern(upper(name.replace("-", "")), "_", "\\w+", "(_\\d+_?)?")
                + "|"
                + pattern(upper(name.replace("-", "_")), "_", "\\w+", "(_\\d+_?)?"));
  }

  private static String pattern(String name, String dot, String key, String index) {
    boolean list = name.endsWith(LIST);
    String plain = list ? name.substring(0, name.length() - LIST.length()) : name;
    return plain.replace(".", dot).replace(KEY, key) + (list ? index : "");
  }

  /**
   * @param uniform of {@link #uniform}
   */
  boolean isProperty(String uniform) {
    return property.matcher(uniform).matches();
  }

  boolean isVariable(String given) {
    return variable.matcher(given).matches();
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
