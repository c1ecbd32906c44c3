package io.berth.console.developer;

import io.berth.dialect.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One of a dialect's settings as a form shows it.
 *
 * @param value text of an input, lines of a list
 * @param options choices, or the columns of a table
 * @param rows of a table, a few empty ones last; of lists, each option's lines in a row of its own
 */
public record SettingField(
    String name,
    String label,
    @Nullable String hint,
    Setting.Kind kind,
    boolean required,
    String value,
    List<Option> options,
    List<List<String>> rows) {
  private static final int EMPTY_ROWS = 3;

  public record Option(String value, String label) {}

  static SettingField of(Setting setting, @Nullable JsonNode value, DialectTexts texts) {
    List<Option> options =
        setting.options().stream()
            .map(option -> new Option(option, texts.or(setting.name() + "." + option, option)))
            .toList();
    return new SettingField(
        setting.name(),
        texts.label(setting.name()),
        texts.hint(setting.name()),
        setting.kind(),
        setting.required(),
        text(setting, value),
        options,
        switch (setting.kind()) {
          case TABLE -> rows(setting, value);
          case LISTS -> lists(setting, value);
          case TEXT, CHOICE, NUMBER, FLAG, URL, LIST -> List.of();
        });
  }

  private static String text(Setting setting, @Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    return switch (setting.kind()) {
      case TABLE, LISTS -> "";
      case LIST -> lines(value);
      case TEXT, CHOICE, NUMBER, FLAG, URL -> value.asString("");
    };
  }

  private static String lines(JsonNode list) {
    List<String> lines = new ArrayList<>();
    list.forEach(item -> lines.add(item.asString("")));
    return String.join("\n", lines);
  }

  private static List<List<String>> lists(Setting setting, @Nullable JsonNode value) {
    return setting.options().stream()
        .map(name -> List.of(value == null ? "" : lines(value.path(name))))
        .toList();
  }

  private static List<List<String>> rows(Setting setting, @Nullable JsonNode value) {
    List<List<String>> rows = new ArrayList<>();
    if (value != null) {
      value.forEach(
          item ->
              rows.add(
                  setting.options().stream()
                      .map(column -> item.path(column).asString(""))
                      .toList()));
    }
    for (int empty = 0; empty < EMPTY_ROWS; empty++) {
      rows.add(setting.options().stream().map(column -> "").toList());
    }
    return rows;
  }
}
