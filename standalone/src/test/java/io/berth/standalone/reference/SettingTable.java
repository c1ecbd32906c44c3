package io.berth.standalone.reference;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every {@code berth.*} setting, from the metadata that the compiler has made of the sources. */
final class SettingTable {

  /**
   * @param name with {@code *} for any key of a map and {@code []} behind a list
   */
  record Setting(String name, String type, @Nullable String defaultValue, String description) {}

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final Pattern MAP =
      Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.*)>");
  private static final Pattern COLLECTION = Pattern.compile("java\\.util\\.(List|Set)<.*>");
  private static final Map<String, String> SERVICES = services();

  private final SortedMap<String, Setting> settings = new TreeMap<>();

  static SettingTable read(Comments comments) throws IOException {
    SettingTable table = new SettingTable();
    for (URL file : Collections.list(SettingTable.class.getClassLoader().getResources(METADATA))) {
      try (InputStream content = file.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(content).path("properties")) {
          if (property.path("name").asString().startsWith("berth.")) {
            table.add(property, comments);
          }
        }
      }
    }
    return table;
  }

  private void add(JsonNode property, Comments comments) {
    String name = property.path("name").asString();
    String type = property.path("type").asString();
    String description =
        property.path("description").asString("").replaceAll("\\{@code ([^}]*)}", "`$1`");
    String value = value(property.path("defaultValue"));
    Matcher map = MAP.matcher(type);
    if (!map.matches()) {
      put(name, type, value, description);
    } else if (map.group(1).startsWith("io.berth.")) {
      Class<?> record = type(map.group(1));
      for (RecordComponent component : record.getRecordComponents()) {
        String words = comments.parameter(record, component.getName());
        put(
            name + ".*." + dashed(component.getName()),
            component.getGenericType().getTypeName().replace(" ", ""),
            null,
            words == null ? "" : words);
      }
    } else {
      put(name + ".*", map.group(1), value, description);
    }
  }

  private void put(String name, String type, @Nullable String value, String description) {
    Matcher map = MAP.matcher(type);
    if (map.matches()) {
      put(name + ".*", map.group(1), value, description);
      return;
    }
    String full = COLLECTION.matcher(type).matches() ? name + "[]" : name;
    settings.merge(
        full,
        new Setting(full, type, value, description),
        (one, other) -> one.description().isEmpty() ? other : one);
  }

  Iterable<Setting> all() {
    return settings.values();
  }

  /** One name a line, for the check at the start of each service. */
  String names() {
    return String.join("\n", settings.keySet()) + "\n";
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    SERVICES.forEach(
        (prefix, title) -> {
          page.append("\n### ")
              .append(title)
              .append("\n\n| property | default | |\n|---|---|---|\n");
          for (Setting setting : settings.values()) {
            if (prefix.equals(owner(setting.name()))) {
              page.append(
                  "| `%s` | %s | %s |\n"
                      .formatted(
                          shown(setting.name()),
                          setting.defaultValue() == null ? "" : "`" + setting.defaultValue() + "`",
                          setting.description().replace("|", "\\|")));
            }
          }
        });
    return page.toString();
  }

  private static String shown(String name) {
    return name.replace("[]", "").replace("*", "<name>");
  }

  private static String owner(String name) {
    return SERVICES.keySet().stream()
        .filter(prefix -> !prefix.isEmpty() && name.startsWith(prefix))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> services() {
    Map<String, String> services = new LinkedHashMap<>();
    services.put("", "Every service");
    services.put("berth.gateway.", "gateway");
    services.put("berth.did.", "did-service");
    services.put("berth.pay.", "pay-service");
    services.put("berth.callback.", "callback-service");
    services.put("berth.console.", "console");
    return services;
  }

  /** Several values are written in brackets. */
  private static @Nullable String value(JsonNode value) {
    String text = value.asString("").replaceAll("^\\[(.*)]$", "$1");
    return text.isEmpty() ? null : text;
  }

  private static String dashed(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
