package io.berth.dialect.egret;

import io.berth.dialect.api.App;
import io.berth.dialect.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Contact of a game's makers for players ({@code protocols/egret.md}, {@code getCustomInfo}). */
final class Contact {
  private static final List<String> WAYS = List.of("qq", "qqgroup", "weixin", "email");
  private static final int MOST = 16;
  private static final int LONGEST = 128;

  static final Setting SETTING =
      new Setting("contact", Setting.Kind.LISTS, false, false, WAYS, value -> problem(value));

  private Contact() {}

  /** All ways, in the protocol's order; those that the app does not have are empty. */
  static Map<String, List<String>> of(App app) {
    JsonNode setting = app.credentials().settings().get(SETTING.name());
    Map<String, List<String>> contact = new LinkedHashMap<>();
    for (String way : WAYS) {
      List<String> addresses = new ArrayList<>();
      if (setting != null) {
        setting.path(way).forEach(address -> addresses.add(address.asString("")));
      }
      contact.put(way, addresses);
    }
    return contact;
  }

  private static @Nullable String problem(JsonNode value) {
    String rule =
        "must be an object of lists: "
            + String.join(", ", WAYS)
            + "; each of at most "
            + MOST
            + " texts of 1 to "
            + LONGEST
            + " characters";
    if (!value.isObject() || !WAYS.containsAll(value.propertyNames())) {
      return rule;
    }
    for (JsonNode list : value) {
      if (!list.isArray() || list.size() > MOST) {
        return rule;
      }
      for (JsonNode address : list) {
        String text = address.asString("");
        if (!address.isValueNode() || text.isBlank() || text.length() > LONGEST) {
          return rule;
        }
      }
    }
    return null;
  }
}
