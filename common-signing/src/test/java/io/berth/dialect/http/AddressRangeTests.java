package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTests {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.128.0.0/9, 10.127.255.255, false",
    "10.128.0.0/9, 10.128.0.0, true",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "192.168.1.7/32, 192.168.1.7, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "127.0.0.1, ::ffff:127.0.0.1, true",
    "::1, 0:0:0:0:0:0:0:1, true"
  })
  void holds(String range, String address, boolean held) {
    assertThat(AddressRange.anyHolds(List.of("198.51.100.1", range), address)).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "::/129",
        "10.0.0.0/ 8"
      })
  void refusesWhatIsNone(String text) {
    assertThat(AddressRange.parse(text)).isNull();
    assertThat(AddressRange.anyHolds(List.of(text), "10.0.0.1")).isFalse();
  }

  @Test
  void anUnboundKeyIsNotChecked() {
    assertThat(AddressRange.anyHolds(List.of(), "unknown")).isTrue();
    assertThat(AddressRange.anyHolds(List.of("10.0.0.0/8"), "unknown")).isFalse();
  }
}
