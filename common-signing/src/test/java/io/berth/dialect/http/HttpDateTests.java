package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTests {
  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  @Test
  void readsEveryDayOfFourYears() {
    ZonedDateTime time = ZonedDateTime.of(2023, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);
    for (int day = 0; day < 4 * 366; day++) {
      time = time.plusDays(1).plusSeconds(61).plusHours(day % 2);
      assertThat(HttpDate.parse(FIXDATE.format(time))).isEqualTo(time.toInstant());
    }
  }

  @Test
  void readsNothingElse() {
    assertThat(HttpDate.parse("Mon, 01 Jan 2018 08:08:08 GMT"))
        .isEqualTo(Instant.parse("2018-01-01T08:08:08Z"));
    for (String other :
        List.of(
            "",
            "Tue, 01 Jan 2018 08:08:08 GMT",
            "Mon, 1 Jan 2018 08:08:08 GMT",
            "Mon, 01 Jan 2018 08:08:08 UTC",
            "Mon, 01 Jan 2018 08:08:08 gmt",
            "mon, 01 Jan 2018 08:08:08 GMT",
            "Mon, 01 JAN 2018 08:08:08 GMT",
            "Mon, 01 anF 2018 08:08:08 GMT",
            "Mon, 32 Jan 2018 08:08:08 GMT",
            "Thu, 29 Feb 2018 08:08:08 GMT",
            "Mon, 01 Jan 2018 24:08:08 GMT",
            "Mon, 01 Jan 2018 08:60:08 GMT",
            "Mon, 01 Jan 2018 08:08:60 GMT",
            "Mon, 01 Jan 2018 08:08:-8 GMT",
            "Mon, +1 Jan 2018 08:08:08 GMT",
            "Mon, 01 Jan 2018 08:08:0\u0661 GMT",
            "Mon, 01-Jan-2018 08:08:08 GMT",
            "Monday, 01-Jan-18 08:08:08 GMT")) {
      assertThat(HttpDate.parse(other)).as(other).isNull();
    }
  }
}
