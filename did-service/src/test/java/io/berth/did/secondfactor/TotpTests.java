package io.berth.did.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.test.Authenticator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, without the two leading of its eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void makesTheCodesOfTheStandard(long second, String code) {
    Instant at = Instant.ofEpochSecond(second);
    assertThat(Totp.code(SECRET, Totp.step(at))).isEqualTo(code);
    assertThat(Authenticator.of(Base32.encode(SECRET)).codeAt(at)).isEqualTo(code);
  }

  @Test
  void toleratesOneStepEitherWay() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long present = Totp.step(now);
    for (long step = present - 3; step <= present + 3; step++) {
      boolean tolerated = Math.abs(step - present) <= 1;
      assertThat(Totp.match(SECRET, Totp.code(SECRET, step), now).isPresent()).isEqualTo(tolerated);
    }
    assertThat(Totp.match(SECRET, "", now)).isEmpty();
  }

  @Test
  void base32IsThatOfTheStandard() {
    assertThat(Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
    assertThat(Base32.decode("MZXW6YTBOI")).asString(StandardCharsets.US_ASCII).isEqualTo("foobar");
  }
}
