package io.berth.dialect.parameter;

import static io.berth.random.RandomValues.forSeeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MultipartFormPropertyTests {
  private static final String TYPE = "multipart/form-data; boundary=xx";

  @Test
  void anythingIsReadOrRefused() {
    forSeeds(
        500,
        random -> {
          byte[] noise = random.bytes(255);
          MultipartForm.fields(random.text(60), noise);
          byte[] start = "--xx\r\n".getBytes(StandardCharsets.US_ASCII);
          byte[] body = new byte[start.length + noise.length];
          System.arraycopy(start, 0, body, 0, start.length);
          System.arraycopy(noise, 0, body, start.length, noise.length);
          assertThat(MultipartForm.fields(TYPE, body)).isNull();
        });
  }
}
