package io.berth.console.developer;

import io.berth.console.page.Form;
import io.berth.dialect.Dialect;
import io.berth.dialect.setting.Setting;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and shows a dialect's settings, except secrets, by their declarations. */
final class SettingForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SettingForm() {}

  static List<SettingField> fields(
      Dialect dialect, Map<String, JsonNode> values, DialectTexts texts, boolean requiredOnly) {
    return dialect.settings().stream()
        .filter(setting -> !setting.secret() && (setting.required() || !requiredOnly))
        .map(setting -> SettingField.of(setting, values.get(setting.name()), texts))
        .toList();
  }

  /** Reads submitted settings: JSON null removes a setting, a missing field changes none. */
  static Map<String, JsonNode> read(Dialect dialect, Form form, boolean requiredOnly) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Setting setting : dialect.settings()) {
      if (!setting.secret() && (setting.required() || !requiredOnly)) {
        values.put(setting.name(), read(setting, form));
      }
    }
    return values;
  }

  private static JsonNode read(Setting setting, Form form) {
    String text = form.text(setting.name());
    return switch (setting.kind()) {
      case FLAG -> JSON.booleanNode(form.has(setting.name()));
      case LIST -> {
        ArrayNode list = JSON.arrayNode();
        form.list(setting.name()).forEach(list::add);
        yield list.isEmpty() ? JSON.nullNode() : list;
      }
      case LISTS -> lists(setting, form);
      case TABLE -> table(setting, form);
      case NUMBER -> text.isEmpty() ? JSON.nullNode() : number(text);
      case TEXT, CHOICE, URL ->
          text.isEmpty() && !setting.required() ? JSON.nullNode() : JSON.stringNode(text);
    };
  }

  /** Reads a number; other text is passed on, and the dialect's rules reject it. */
  private static JsonNode number(String text) {
    try {
      return JSON.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return JSON.stringNode(text);
    }
  }

  private static JsonNode lists(Setting setting, Form form) {
    ObjectNode lists = JSON.objectNode();
    for (String name : setting.options()) {
      List<String> items = form.list(setting.name() + "." + name);
      if (!items.isEmpty()) {
        ArrayNode list = lists.putArray(name);
        items.forEach(list::add);
      }
    }
    return lists.isEmpty() ? JSON.nullNode() : lists;
  }

  /** Reads a table without its empty rows. */
  private static JsonNode table(Setting setting, Form form) {
    ArrayNode rows = JSON.arrayNode();
    int length = form.all(setting.name() + "." + setting.options().getFirst()).size();
    for (int index = 0; index < length; index++) {
      ObjectNode row = JSON.objectNode();
      boolean blank = true;
      for (String column : setting.options()) {
        List<String> cells = form.all(setting.name() + "." + column);
        String cell = index < cells.size() ? cells.get(index) : "";
        row.put(column, cell);
        blank &= cell.isEmpty();
      }
      if (!blank) {
        rows.add(row);
      }
    }
    return rows.isEmpty() ? JSON.nullNode() : rows;
  }
}
