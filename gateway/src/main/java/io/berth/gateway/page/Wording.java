package io.berth.gateway.page;

import java.util.Locale;

/** A text in each language of the pages. */
record Wording(String english, String chinese, String korean) {

  String in(Locale language) {
    return switch (language.getLanguage()) {
      case "zh" -> chinese;
      case "ko" -> korean;
      default -> english;
    };
  }
}
