package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome.Invalid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://merchant.example/callback",
        "https://merchant.example:443/",
        "HTTPS://merchant.example:8443/a?b=c",
        "http://[2606:4700::1111]:9000"
      })
  void letsWebAddressesPass(String target) {
    assertThat(TargetRules.fault(URI.create(target))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://merchant.example/",
        "file:///etc/passwd",
        "/callback",
        "mailto:a@b.example",
        "http://user@merchant.example/",
        "http://user:password@merchant.example/",
        "http://merchant.example:25/",
        "http://merchant.example:0/",
        "http://merchant.example:70000/",
        "http://under_score.example/"
      })
  void refusesOthers(String target) {
    assertThat(TargetRules.fault(URI.create(target))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a b/, malformed, ",
    "ftp://merchant.example/, scheme, ",
    "http://user@merchant.example/, user, ",
    "http:///callback, host, ",
    "http://merchant.example:25/, port, 25",
    "http://127.0.0.1:9000/, address, 127.0.0.1",
    "http://localhost:9000/, address, localhost",
    "http://[fd00::1]/, address, [fd00::1]"
  })
  void peopleAreToldWhatIsWrong(String target, String problem, @Nullable String argument) {
    Invalid expected =
        argument == null ? Invalid.of("url", problem) : Invalid.of("url", problem, argument);
    assertThat(new TargetCheck(new AddressRules(false)).problem("url", target)).isEqualTo(expected);
  }

  @Test
  void anAddressToBeLookedUpMayPass() {
    assertThat(new TargetCheck(new AddressRules(false)).problem("url", "https://merchant.example/"))
        .isNull();
  }
}
