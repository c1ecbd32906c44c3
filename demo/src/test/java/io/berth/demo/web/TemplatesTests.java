package io.berth.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TemplatesTests {

  @Test
  void sitesSayEverythingInEveryLanguage() throws IOException {
    Properties english = messages("");
    assertThat(messages("_zh_CN").keySet()).isEqualTo(english.keySet());
    assertThat(messages("_ko").keySet()).isEqualTo(english.keySet());
  }

  private static Properties messages(String suffix) throws IOException {
    String name = "/messages/sites" + suffix + ".properties";
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(TemplatesTests.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
      Properties messages = new Properties();
      messages.load(reader);
      return messages;
    }
  }
}
