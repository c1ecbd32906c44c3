package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.traffic.Demo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the merchant can verify the signature of every response. */
class RefusalStoryTests {

  private static final String DETAIL = "/api/v1/user/detail/";
  private static final String ORDER = "/api/v1/pay/order/detail/";
  private static final byte[] BODY = "{\"trade_no\":\"x\"}".getBytes(StandardCharsets.UTF_8);

  private final RunningBerth berth = RunningBerth.get();
  private final MerchantClient merchant = berth.dragonex(Clock.systemUTC());

  @AfterEach
  void close() {
    merchant.close();
  }

  private static void refused(SignedResponse answer, int code) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .matches("\\{\"ok\":false,\"code\":" + code + ",\"msg\":\"[^\"]*\",\"data\":\\{}}");
  }

  @Test
  void aWrongSignatureIsRefused() {
    Map<String, String> headers = merchant.headers(ORDER, BODY);
    headers.put("Auth", Demo.DRAGONEX.accessKey() + ":AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    refused(merchant.postWithHeaders(headers, ORDER, BODY), 9004);
  }

  @Test
  void aSignatureOfAnotherPathIsRefused() {
    refused(merchant.postWithHeaders(merchant.headers(DETAIL, BODY), ORDER, BODY), 9004);
  }

  @Test
  void aChangedBodyIsRefused() {
    byte[] changed = "{\"trade_no\":\"y\"}".getBytes(StandardCharsets.UTF_8);
    refused(merchant.postWithHeaders(merchant.headers(ORDER, BODY), ORDER, changed), 9004);
  }

  @ParameterizedTest
  @ValueSource(longs = {-400, 400})
  void aWrongClockIsReported(long seconds) {
    try (MerchantClient late =
        berth.dragonex(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))) {
      refused(late.post(ORDER, Map.of("trade_no", "x")), 9021);
    }
  }

  @Test
  void aDateThatIsNoneIsRefused() {
    Map<String, String> headers = merchant.headers(ORDER, BODY);
    headers.put("Date", "yesterday");
    refused(merchant.postWithHeaders(headers, ORDER, BODY), 9020);
  }

  @Test
  void aKeyOfAnotherAppIsRefused() {
    MerchantClient.Credentials foreign =
        new MerchantClient.Credentials(
            Demo.DRAGONEX.appId(),
            Demo.ONES.accessKey(),
            Demo.ONES.secretKey(),
            Demo.DRAGONEX.checkKey());
    try (MerchantClient stranger = berth.dragonex(foreign)) {
      refused(stranger.post(ORDER, Map.of("trade_no", "x")), 11008);
    }
  }

  @Test
  void anAddressThatTheKeyIsNotBoundToIsRefused() {
    MerchantClient.Credentials bound =
        new MerchantClient.Credentials(
            Demo.DRAGONEX.appId(), "elsewhere", "elsewhere", Demo.DRAGONEX.checkKey());
    try (MerchantClient elsewhere = berth.dragonex(bound)) {
      refused(elsewhere.post(ORDER, Map.of("trade_no", "x")), 9009);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "7", "\"text\"", "{\"trade_no\":{}}", "{\"trade_no\":\"a b\"}"})
  void garbageIsRefused(String garbage) {
    byte[] body = garbage.getBytes(StandardCharsets.UTF_8);
    refused(merchant.postWithHeaders(merchant.headers(ORDER, body), ORDER, body), 8);
  }

  @Test
  void anOrderThatIsNotThereIsRefused() {
    refused(merchant.post(ORDER, Map.of("trade_no", "never")), 11027);
  }
}
