package io.berth.service.page;

import io.berth.service.json.BerthJson;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Reads names by language tag, and picks from them. */
public final class Names {
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  private Names() {}

  /** Reads a column with a JSON object of names. */
  public static Map<String, String> read(String json) {
    return BerthJson.mapper().readValue(json, NAMES);
  }

  /**
   * The name in this language or one close to it, else in English, else any.
   *
   * @param otherwise where there is none at all
   */
  public static String in(String language, Map<String, String> names, String otherwise) {
    String exact = names.get(language);
    if (exact != null) {
      return exact;
    }
    String primary = Locale.forLanguageTag(language).getLanguage();
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (Locale.forLanguageTag(name.getKey()).getLanguage().equals(primary)) {
        return name.getValue();
      }
    }
    String english = names.get("en");
    return english != null ? english : names.values().stream().findFirst().orElse(otherwise);
  }
}
