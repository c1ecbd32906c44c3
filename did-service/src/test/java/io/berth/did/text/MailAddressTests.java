package io.berth.did.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTests {

  @ParameterizedTest
  @CsvSource({
    "alice@example.com, alice@example.com",
    "' Alice@Example.COM ', alice@example.com",
    "o''brien+games@mail.example, o''brien+games@mail.example",
    "alice@bücher.example, alice@xn--bcher-kva.example",
    "alice@BÜCHER.example, alice@xn--bcher-kva.example",
    "alice@例子.测试, alice@xn--fsqu00a.xn--0zwm56d",
    "alice@ｅｘａｍｐｌｅ.com, alice@example.com",
    "root@localhost, root@localhost",
  })
  void keepsAnAddressAsTheMailerWillSendToIt(String typed, String kept) {
    assertThat(MailAddress.parse(typed)).isEqualTo(kept);
  }

  /** The mailer writes these with other characters, so that somebody else gets the code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0430lice@example.com",
        "al\u0131ce@example.com",
        "ali\u200bce@example.com",
        "álice@example.com",
      })
  void refusesAnAddressThatTheMailerCannotExpress(String typed) {
    assertThat(MailAddress.parse(typed)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "alice",
        "alice@",
        "@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a@b@example.com",
        "a b@example.com",
        "a\u0000b@example.com",
        "a,b@example.com",
        "alice@example.com,mallory@example.com",
        "alice@example.com mallory@example.com",
        "Alice <alice@example.com>",
        "\"a b\"@example.com",
        "alice@[127.0.0.1]",
        "alice@exa_mple.com",
        "alice@-example.com",
        "alice@example..com",
        "alice@example.com\r\nBcc: mallory@example.com",
      })
  void refusesTextsThatAreNoAddress(String typed) {
    assertThat(MailAddress.parse(typed)).isNull();
  }

  @Test
  void refusesAddressesThatAreTooLong() {
    assertThat(MailAddress.parse("a".repeat(65) + "@example.com")).isNull();
    assertThat(MailAddress.parse("a@" + "b".repeat(64) + ".example")).isNull();
    assertThat(MailAddress.parse("a@" + "bcd.".repeat(70) + "example")).isNull();
    assertThat(MailAddress.parse("x".repeat(5_000))).isNull();
  }
}
