package io.berth.dialect.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.dialect.http.RedirectUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GameSettingsTests {

  @ParameterizedTest
  @CsvSource({
    "https://game.example, true",
    "http://Game_1.example:8080, true",
    "http://例子.测试, true",
    "http://[::1]:5510, true",
    "https://game.example/, false",
    "https://game.example?, false",
    "https://game.example#, false",
    "https://game.example:65536, false",
    "https://*.example, false",
    "*, false"
  })
  void originsAreSchemeHostAndPort(String origin, boolean good) {
    JsonNode list = JsonMapper.shared().createArrayNode().add(origin);
    assertThat(GameSettings.ORIGINS.problem().apply(list) == null).isEqualTo(good);
  }

  @Test
  void whatWouldEndARawParameterIsRefused() {
    RedirectUrl url = RedirectUrl.of("http://game.example.com/");
    assertThatThrownBy(() -> url.withRaw("a", "1&b=2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> url.withRaw("a", "1#b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> url.withRaw("a", "1\r\nb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(url.withRaw("a", "http://localhost:8080/v2").toString())
        .isEqualTo("http://game.example.com/?a=http://localhost:8080/v2");
  }
}
