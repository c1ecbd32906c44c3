package io.berth.did.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        " 123456 ",
        "123 456",
        "123\u00a0456",
        "123-456",
        "123\u2013456",
        "1 2 3 4 5 6",
        "１２３４５６",
        "１２３－４５６",
        "\u0661\u0662\u0663\u0664\u0665\u0666",
        "\u200b123456\n",
      })
  void readsACodeHoweverItWasTyped(String typed) {
    assertThat(TypedCode.normal(typed)).isEqualTo("123456");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcd-efgh-ijkl-mnop", "ＡＢＣＤ efgh ijkl mnop"})
  void keepsLetters(String typed) {
    assertThat(TypedCode.normal(typed)).isEqualToIgnoringCase("abcdefghijklmnop");
  }
}
