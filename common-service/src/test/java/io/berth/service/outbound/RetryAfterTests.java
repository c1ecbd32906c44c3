package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void readsSecondsAndDates() {
    assertThat(RetryAfter.read(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 10:01:00 GMT", NOW))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 09:01:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999", "٣"})
  void ignoresWhatNobodyUnderstands(String header) {
    assertThat(RetryAfter.read(header, NOW)).isNull();
  }
}
