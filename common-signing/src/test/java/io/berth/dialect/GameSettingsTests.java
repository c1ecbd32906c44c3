package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GameSettingsTests {

  /** As browsers write the origin of a message. */
  @ParameterizedTest
  @CsvSource({
    "http://Game.Example.com/h5/?a=1, http://game.example.com",
    "HTTPS://game.example.com:443/, https://game.example.com",
    "http://127.0.0.1:80, http://127.0.0.1",
    "http://127.0.0.1:5510/x, http://127.0.0.1:5510",
    "https://game.example.com:80/, https://game.example.com:80",
    "http://[::1]:5510/, http://[::1]:5510"
  })
  void originsAreThoseOfBrowsers(String url, String origin) {
    assertThat(GameSettings.origin(url)).isEqualTo(origin);
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
