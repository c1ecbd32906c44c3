package io.berth.dialect.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTests {
  private static final String TYPE = "multipart/form-data; boundary=xx";

  private static List<MultipartForm.Field> fields(String type, String body) {
    return MultipartForm.fields(type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(String name, String value) {
    return "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  @Test
  void readsTextFieldsWhateverElseTheirHeadersSay() {
    String body =
        "a preamble\r\n"
            + part("state", "多\r\n行")
            + "--xx\r\nContent-Type: text/plain; charset=UTF-8\r\ncontent-disposition: form-data;name=plain\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n\r\n--xx--\r\nan epilogue";
    List<MultipartForm.Field> fields = fields("Multipart/Form-Data; Boundary=\"xx\"", body);
    assertThat(fields).extracting(MultipartForm.Field::name).containsExactly("state", "plain");
    assertThat(fields).extracting(MultipartForm.Field::text).containsExactly("多\r\n行", "");
  }

  @Test
  void aDelimiterInsideALineIsPartOfTheValue() {
    assertThat(fields(TYPE, part("a", "1 --xx 2") + "--xx--"))
        .extracting(MultipartForm.Field::text)
        .containsExactly("1 --xx 2");
  }

  @Test
  void valuesThatAreNoUtf8AreNoText() {
    byte[] body = (part("a", "?") + "--xx--").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '?' ? (byte) 0xFF : body[i];
    }
    assertThat(MultipartForm.fields(TYPE, body).getFirst().text()).isNull();
  }

  @Test
  void moreFieldsThanAnyProtocolHasAreRefused() {
    assertThat(fields(TYPE, part("a", "1").repeat(64) + "--xx--")).hasSize(64);
    assertThat(fields(TYPE, part("a", "1").repeat(65) + "--xx--")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--xx",
        "--xx\r\n",
        "--xx\r\n--xx--",
        "--xx\r\n\r\n1\r\n--xx--",
        "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
        "--xx\r\nContent-Disposition: form-data; filename=\"f\"; name=\"a\"\r\n\r\n1\r\n--xx--",
        "--xx\r\nContent-Disposition: attachment\r\n\r\n1\r\n--xx--"
      })
  void whatIsNoSuchFormIsRefused(String body) {
    assertThat(fields(TYPE, body)).isNull();
  }
}
