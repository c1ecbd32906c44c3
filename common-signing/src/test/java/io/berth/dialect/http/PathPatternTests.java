package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTests {
  private final PathPattern pattern = new PathPattern("/v2/game/{channelId}/{appId}");

  @Test
  void returnsTheNamedSegments() {
    assertThat(pattern.values("/v2/game/91.6-x_6/1002"))
        .isEqualTo(Map.of("channelId", "91.6-x_6", "appId", "1002"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/game/9166",
        "/v2/game/9166/1002/",
        "/v2/game//1002",
        "/v2/games/9166/1002",
        "/v2/game/9166/1002&x=1",
        "/v2/game/9166/%31",
        "/v2/game/9166/10 02",
        "v2/game/9166/1002"
      })
  void isNoOtherPath(String path) {
    assertThat(pattern.matches(path)).isFalse();
  }
}
