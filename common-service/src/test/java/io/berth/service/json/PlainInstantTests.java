package io.berth.service.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainInstantTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-21T08:15:59.1Z",
        "2026-11-21T08:15:00.012Z",
        "2026-11-21T23:59:59.123456Z",
        "2028-02-29T00:00:00.999999999Z",
        "0000-01-01T00:00:00Z",
      })
  void readsWhatInstantsAreWrittenAs(String text) {
    assertThat(PlainInstant.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-21T08:15:00",
        "2026-11-21T08:15Z",
        "2026-11-21 08:15:00Z",
        "2026-11-21T08:15:00.Z",
        "2026-11-21T08:15:00,5Z",
        "2026-11-21T08:15:00.1234567891Z",
        "2026-11-21T08:15:00.12x4Z",
        "2026-11-21T08:15:00+01:00",
        "2026-11-21T08:15:60Z",
        "2026-11-21T24:00:00Z",
        "2027-02-29T00:00:00Z",
        "2026-1 -21T08:15:00Z",
        "+12026-11-21T08:15:00Z",
        "-026-11-21T08:15:00Z",
      })
  void leavesAllElseToOthers(String text) {
    assertThat(PlainInstant.parse(text)).isNull();
  }
}
