package io.berth.dialect.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.delivery.Acknowledgement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementReaderTests {

  @ParameterizedTest
  @CsvSource({
    "'success', true",
    "'\n success\r\n', true",
    "'\uFEFFsuccess', true",
    "'\uFEFF\uFEFF success', true",
    "'success\uFEFF', false",
    "'\uFEFF', false",
    "'fail', false"
  })
  void byteOrderMarksBeforeAWordAreIgnored(String body, boolean given) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    assertThat(AcknowledgementReader.isGiven(Acknowledgement.text("success"), 200, octets))
        .isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":0} | true",
        "\uFEFF{\"code\":0} | true",
        "\uFEFF\uFEFF{\"code\":\"0\"} | true",
        "\uFEFF{\"code\":1013} | false"
      })
  void andBeforeJson(String body, boolean given) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    assertThat(
            AcknowledgementReader.isGiven(Acknowledgement.field("code", "0", "1009"), 200, octets))
        .isEqualTo(given);
  }
}
