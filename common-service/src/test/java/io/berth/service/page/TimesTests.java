package io.berth.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class TimesTests {

  private static final Instant AT = Instant.parse("2026-11-21T20:00:30Z");

  private static MockServerWebExchange with(String chosen, String ofBrowser) {
    return MockServerWebExchange.from(
        MockServerHttpRequest.get("/")
            .cookie(
                new HttpCookie("berth-zone-chosen", chosen),
                new HttpCookie("berth-zone", ofBrowser)));
  }

  @Test
  void saysTheViewersTimeAndUtcBeside() {
    Times times = new Times(Locale.ENGLISH, ZoneId.of("Asia/Seoul"));
    assertThat(times.html(AT).replace('\u202f', ' '))
        .isEqualTo(
            "<time datetime=\"2026-11-21T20:00:30Z\" title=\"Nov 21, 2026, 8:00 PM UTC\""
                + " data-local>Nov 22, 2026, 5:00 AM</time>");
    assertThat(times.local(AT).replace('\u202f', ' ')).isEqualTo("Nov 22, 2026, 5:00:30 AM");
    assertThat(new Times(Locale.ENGLISH, null).html(AT)).doesNotContain("data-local");
  }

  @Test
  void aChoiceComesBeforeTheBrowsersZone() {
    assertThat(Zones.of(with("Asia/Seoul", "Europe/Paris"))).isEqualTo(ZoneId.of("Asia/Seoul"));
    assertThat(Zones.of(with("", "Europe/Paris"))).isEqualTo(ZoneId.of("Europe/Paris"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Nowhere/Else", "<script>", "+09:00", "asia/seoul"})
  void whatIsNoZoneCountsAsUnknown(String zone) {
    assertThat(Zones.of(with("", zone))).isNull();
  }
}
