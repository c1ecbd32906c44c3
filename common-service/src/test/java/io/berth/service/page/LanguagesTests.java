package io.berth.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class LanguagesTests {

  @Test
  void choosesALanguageByQueryThenCookieThenBrowser() {
    assertThat(language("/?lang=ko", "zh-CN", "en")).isEqualTo(Language.KOREAN);
    assertThat(language("/", "zh-CN", "en")).isEqualTo(Language.CHINESE);
    assertThat(language("/?lang=xx", "bad", "fr,ko;q=0.5,en;q=0.1")).isEqualTo(Language.KOREAN);
    assertThat(language("/?lang=zh-hant", null, null)).isEqualTo(Language.CHINESE);
    assertThat(language("/?lang=en-us", "ko", null)).isEqualTo(Language.ENGLISH);
    assertThat(language("/", null, "xx")).isEqualTo(Language.ENGLISH);
    assertThat(language("/?lang=" + "k".repeat(100), null, null)).isEqualTo(Language.ENGLISH);
  }

  private static Language language(String uri, String cookie, String accepted) {
    MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get(uri);
    if (cookie != null) {
      request.cookie(new HttpCookie("berth-lang", cookie));
    }
    if (accepted != null) {
      request.acceptLanguageAsLocales(
          Locale.LanguageRange.parse(accepted).stream()
              .map(range -> Locale.forLanguageTag(range.getRange()))
              .toArray(Locale[]::new));
    }
    return Languages.of(MockServerWebExchange.from(request));
  }

  @Test
  void saysEverythingInEveryLanguage() throws IOException {
    Properties english = messages("");
    assertThat(messages("_zh_CN").keySet()).isEqualTo(english.keySet());
    assertThat(messages("_ko").keySet()).isEqualTo(english.keySet());
  }

  private static Properties messages(String suffix) throws IOException {
    String name = "/messages/common" + suffix + ".properties";
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(LanguagesTests.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
      Properties messages = new Properties();
      messages.load(reader);
      return messages;
    }
  }
}
