package io.berth.did.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.text.DisplayName.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Alice",
        "Zoë O'Brien-Łukasz",
        "Алиса",
        "Ελένη",
        "群黑游戏 Games",
        "드래곤 데모 2",
        "ゲーム・ドラゴン",
        "مريم",
        "Pixel & Garden (2026)",
        "Player 😀",
      })
  void takesNamesOfEveryLanguage(String name) {
    assertThat(DisplayName.problem(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ali\u200bce",
        "Ali\u200dce",
        "Ali\u202ece",
        "Ali\u2066ce",
        "Alice\u00ad",
        "Ali\u0000ce",
        "Ali\u3164ce",
        "Ali\uFE0Fce",
        "Ali\nce",
        "\uD800",
      })
  void refusesInvisibleAndBidirectionalCharacters(String name) {
    assertThat(DisplayName.problem(name)).isEqualTo(Problem.INVISIBLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P\u0430ypal", "\u0391pple", "Dr\u0430gon Demo"})
  void refusesLettersOfAnotherScriptThatLookAlike(String name) {
    assertThat(DisplayName.problem(name)).isEqualTo(Problem.LOOK_ALIKE);
  }

  @Test
  void countsCodePoints() {
    assertThat(DisplayName.problem("😀".repeat(64))).isNull();
    assertThat(DisplayName.problem("😀".repeat(65))).isEqualTo(Problem.LENGTH);
    assertThat(DisplayName.problem(" ")).isEqualTo(Problem.LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "Pixel Garden, pixel  garden",
    "Pixel Garden, PIXELGARDEN",
    "Pixel Garden, Pіxel Gаrden",
    "Pixel Garden, Ｐｉｘｅｌ Ｇａｒｄｅｎ",
    "Lotto, L0tt0",
  })
  void givesNamesThatLookAlikeOneSkeleton(String name, String lookAlike) {
    assertThat(DisplayName.skeleton(lookAlike)).isEqualTo(DisplayName.skeleton(name));
  }

  @Test
  void distinguishesOtherNames() {
    assertThat(DisplayName.skeleton("Pixel Garden"))
        .isNotEqualTo(DisplayName.skeleton("Pixel Gardens"));
    assertThat(DisplayName.skeleton("像素花园")).isNotEqualTo(DisplayName.skeleton("像素公园"));
  }

  @Test
  void composesWhatIsKept() {
    assertThat(DisplayName.normal(" Zoe\u0308 ")).isEqualTo("Zo\u00eb");
  }
}
