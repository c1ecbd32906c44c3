package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome.Invalid;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.http.HttpUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRulesTests {

  @ParameterizedTest
  @CsvSource({
    "http://merchant.example/callback, true",
    "https://merchant.example:443/, true",
    "HTTPS://merchant.example:8443/a?b=c, true",
    "http://[2606:4700::1111]:9000, true",
    "http://under_score.example/, true",
    "http://merchant.example:25/, false",
    "http://merchant.example:1/, false"
  })
  void callsWebServersOnly(String url, boolean called) {
    Message message = new Message("GET", HttpUrl.of(url), Map.of(), new byte[0]);
    assertThat(TargetRules.problem(message) == null).isEqualTo(called);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a b/, host, ",
    "http://merchant.example:65536/, malformed, ",
    "ftp://merchant.example/, scheme, ",
    "http://user@merchant.example/, user, ",
    "http:///callback, host, ",
    "http://merchant.example:25/, port, 25",
    "http://127.0.0.1:9000/, address, 127.0.0.1",
    "http://localhost:9000/, address, localhost",
    "http://[fd00::1]/, address, [fd00::1]"
  })
  void showsPeopleWhatIsWrong(String target, String problem, @Nullable String argument) {
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
