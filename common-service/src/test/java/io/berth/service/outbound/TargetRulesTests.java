package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(TargetRules.problem(URI.create(target))).isNull();
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
    assertThat(TargetRules.problem(URI.create(target))).isNotNull();
  }
}
