package io.berth.dialect.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MultipartFormPropertyTests {
  private static final String TYPE = "multipart/form-data; boundary=xx";

  @Property(tries = 500)
  void anythingIsReadOrRefused(@ForAll byte[] noise, @ForAll String type) {
    MultipartForm.fields(type, noise);
    byte[] start = "--xx\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] body = new byte[start.length + noise.length];
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(noise, 0, body, start.length, noise.length);
    assertThat(MultipartForm.fields(TYPE, body)).isNull();
  }
}
