package io.berth.console.developer;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.setting.Setting;
import io.berth.service.page.Language;
import org.junit.jupiter.api.Test;

class DialectTextsTests {

  @Test
  void everyDialectHasWordsForItselfAndItsSettingsInEveryLanguage() {
    for (Dialect dialect : Dialects.installed().all()) {
      for (Language language : Language.values()) {
        DialectTexts words = DialectTexts.of(dialect, language.locale());
        assertThat(words.summary()).as("%s in %s", dialect.id(), language).isNotBlank();
        for (Setting setting : dialect.settings()) {
          assertThat(words.find(setting.name()))
              .as("%s of %s in %s", setting.name(), dialect.id(), language)
              .isNotBlank();
          setting
              .options()
              .forEach(
                  option ->
                      assertThat(words.find(setting.name() + "." + option))
                          .as("%s.%s in %s", setting.name(), option, language)
                          .isNotBlank());
        }
      }
    }
  }
}
