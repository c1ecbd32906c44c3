package io.berth.pay.bank.topup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditorReferenceTests {

  /** With R as 27 and F as 15, 00000001 271574 divided by 97 leaves 1. */
  @Test
  void hasTheCheckDigitsOfTheStandard() {
    assertThat(CreditorReference.of(1)).isEqualTo("RF7400000001");
    assertThat(CreditorReference.of(99_999_999)).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RF7400000001",
        "rf74 0000 0001",
        "Top-up RF74-0000-0001 thanks",
        "x RF74 00000001 2026"
      })
  void isFoundInWhatPayersWrite(String text) {
    assertThat(CreditorReference.in(text)).contains("RF7400000001");
  }

  @Test
  void everyWrongDigitAndEveryTwoThatChangedPlacesMakeItInvalid() {
    for (int place : IntStream.range(2, 12).toArray()) {
      for (char digit = '0'; digit <= '9'; digit++) {
        StringBuilder wrong = new StringBuilder(CreditorReference.of(12_345_678));
        if (wrong.charAt(place) != digit) {
          wrong.setCharAt(place, digit);
          assertThat(CreditorReference.in(wrong.toString())).as(wrong.toString()).isEmpty();
        }
      }
    }
    assertThat(CreditorReference.in(CreditorReference.of(12_345_678).replace("34", "43")))
        .isEmpty();
  }
}
