package io.berth.gateway.page;

import java.util.Locale;

/** One text in each language that people read. */
record Wording(String english, String chinese, String korean) {

  String in(Locale language) {
    return switch (language.getLanguage()) {
      case "zh" -> chinese;
      case "ko" -> korean;
      default -> english;
    };
  }
}
