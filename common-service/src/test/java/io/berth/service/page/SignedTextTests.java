package io.berth.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedTextTests {

  private final SignedText signed =
      new SignedText(
          new PageProperties(Base64.getEncoder().encodeToString(new byte[32]), Map.of()));

  @Test
  void comesBackInItsOwnContextAlone() {
    String text = signed.sign("places/1", "하늘 \"1\"");
    assertThat(text).matches("[0-9A-Za-z_-]+");
    assertThat(signed.verify("places/1", text)).isEqualTo("하늘 \"1\"");
    assertThat(signed.verify("places/2", text)).isNull();
    assertThat(signed.verify("places/1", text + "A")).isNull();
    assertThat(signed.verify("places/1", "")).isNull();
  }
}
