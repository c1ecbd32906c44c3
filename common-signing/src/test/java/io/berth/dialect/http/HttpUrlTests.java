package io.berth.dialect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.contract.OddUrl;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpUrlTests {

  static Stream<OddUrl> legal() {
    return OddUrl.of("legal");
  }

  static Stream<OddUrl> bare() {
    return OddUrl.of("bare");
  }

  static Stream<OddUrl> broken() {
    return OddUrl.of("broken");
  }

  @ParameterizedTest
  @MethodSource("legal")
  void whatIsOddButClearIsFollowed(OddUrl odd) {
    HttpUrl url = HttpUrl.parse(odd.given());
    assertThat(url).hasToString(odd.result());
    assertThat(HttpUrl.of(odd.result())).as("read again").isEqualTo(url);
    assertThat(HttpUrl.parseWithOptionalScheme(odd.given())).isEqualTo(url);
  }

  @ParameterizedTest
  @MethodSource("bare")
  void theSchemeIsMissedOnlyWhereItIsAskedFor(OddUrl odd) {
    assertThat(HttpUrl.parse(odd.given())).isNull();
    assertThat(HttpUrl.parseWithOptionalScheme(odd.given())).hasToString(odd.result());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatReadersUnderstandDifferentlyIsRefused(OddUrl odd) {
    assertThat(HttpUrl.read(odd.given()))
        .isEqualTo(new HttpUrl.Invalid(HttpUrl.Fault.valueOf(odd.result())));
  }

  @ParameterizedTest
  @CsvSource({
    "http://h.example/p, 80, http://h.example, /p, true",
    "https://h.example, 443, https://h.example, /, true",
    "HTTPS://h.example:443/?a=1, 443, https://h.example, /, true",
    "https://h.example:80, 80, https://h.example:80, /, true",
    "http://[::1]:5510/x, 5510, http://[::1]:5510, /x, true",
    "http://h.example:25, 25, http://h.example:25, /, false",
    "http://h.example:1023, 1023, http://h.example:1023, /, false",
    "http://h.example:1024, 1024, http://h.example:1024, /, true"
  })
  void saysWhereItLeads(String text, int port, String origin, String path, boolean callable) {
    HttpUrl url = HttpUrl.of(text);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.origin()).isEqualTo(origin);
    assertThat(url.path()).isEqualTo(path);
    assertThat(url.hasCallablePort()).isEqualTo(callable);
  }

  @Test
  void isSentWithoutItsFragment() {
    HttpUrl url = HttpUrl.of("http://h.example/p?a=1#b");
    assertThat(url.withoutFragment()).hasToString("http://h.example/p?a=1");
    assertThat(url.query()).isEqualTo("a=1");
    assertThat(url.fragment()).isEqualTo("b");
    assertThat(url.toUri()).isEqualTo(URI.create("http://h.example/p?a=1#b"));
  }

  @Test
  void isBoundedOnceEncoded() {
    assertThat(fault("http://h.example/" + "a".repeat(2031))).isNull();
    assertThat(fault("http://h.example/" + "a".repeat(2032))).isEqualTo(HttpUrl.Fault.LENGTH);
    assertThat(fault("http://h.example/" + "游".repeat(300))).isEqualTo(HttpUrl.Fault.LENGTH);
    assertThat(fault("http://" + "a.".repeat(130) + "example")).isEqualTo(HttpUrl.Fault.HOST);
    assertThat(fault("http://" + "a".repeat(64) + ".example")).isEqualTo(HttpUrl.Fault.HOST);
  }

  private static HttpUrl.@Nullable Fault fault(String text) {
    return switch (HttpUrl.read(text)) {
      case HttpUrl.Invalid(HttpUrl.Fault fault) -> fault;
      case HttpUrl.Valid _ -> null;
    };
  }
}
