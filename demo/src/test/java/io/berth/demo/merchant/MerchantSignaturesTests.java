package io.berth.demo.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code protocols/vectors.json}. */
class MerchantSignaturesTests {

  @Test
  void signsRequestsAsTheProtocolsVectorsSay() {
    assertThat(
            MerchantSignatures.sign(
                "2721a56546de5baf9cfc4b5ceb3cc59f",
                """
                POST
                094147d3222997a69724176b0b7b0e61a7b43860
                application/json
                Mon, 01 Jan 2018 08:08:08 GMT
                /api/v1/login/do/"""))
        .isEqualTo("+mOxY7xPVQjmhhjSFGZ1RChcEiE=");
  }

  @Test
  void signsResponsesAsTheProtocolsVectorsSay() {
    String body =
        "{\"ok\":true,\"code\":1,\"msg\":\"\",\"data\":{\"arrive_time\":0,\"coin_code\":\"usdt\",\"create_time\":1551350721,\"direction\":1,\"status\":1,\"trade_no\":\"21\",\"uid\":1000000,\"volume\":\"1\"}}";
    assertThat(
            MerchantSignatures.responseSignature(
                body.getBytes(StandardCharsets.UTF_8), "1551408061", "testRespCheckKey"))
        .isEqualTo("47ff3ae7");
  }
}
