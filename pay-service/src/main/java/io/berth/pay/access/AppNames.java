package io.berth.pay.access;

import io.berth.service.page.Language;
import java.util.Map;

/** Picks from the names that an app or a company has in several languages. */
public final class AppNames {

  private AppNames() {}

  /**
   * In this language, else in its family, else in English, else in any.
   *
   * @param id where there is no name at all
   */
  public static String in(Map<String, String> names, Language language, String id) {
    for (String tag : new String[] {language.tag(), language.locale().getLanguage(), "en"}) {
      String name = names.get(tag);
      if (name != null && !name.isBlank()) {
        return name;
      }
    }
    return names.values().stream().filter(name -> !name.isBlank()).findFirst().orElse(id);
  }
}
