package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.DoctorCommand.CheckRequest;
import io.berth.api.doctor.DoctorOutcome.Checked;
import io.berth.api.doctor.DoctorOutcome.Verdict;
import io.berth.api.doctor.Mistake;
import io.berth.gateway.doctor.PastedRequests;
import io.berth.signing.ContentSha1;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BerthServers(kafka = true, shared = true)
class PastedRequestIntegrationTests {
  private static final String PATH = "/api/v1/pay/order/detail/";
  private static final String BODY = "{\"trade_no\":\"x\"}";
  private static final Duration DAYS = Duration.ofDays(3);

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
  }

  private Merchant merchant(String appId) {
    platform.registers(platform.app(appId, "dragonex"));
    return new Merchant(gateway, "dragonex", appId)
        .with("Content-Sha1", ContentSha1.of(BODY.getBytes(StandardCharsets.UTF_8)));
  }

  private static CheckRequest pasted(Merchant merchant, String signedPath, String target) {
    String[] signed = merchant.signed("POST", signedPath);
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < signed.length; i += 2) {
      headers.put(signed[i], List.of(signed[i + 1]));
    }
    return new CheckRequest("post", target, headers, BODY.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome check(String appId, CheckRequest pasted) {
    return gateway.bean(PastedRequests.class).check(appId, pasted);
  }

  private Checked checked(String appId, CheckRequest pasted) {
    Outcome outcome = check(appId, pasted);
    assertThat(outcome).isInstanceOf(Checked.class);
    assertThat(outcome.toString()).doesNotContain(TestPlatform.SECRET);
    return (Checked) outcome;
  }

  @Test
  void aRightOneIsSigned() {
    Merchant merchant = merchant("pasted1");
    int before = platform.pay.heard().size();
    assertThat(checked("pasted1", pasted(merchant, PATH, PATH)).verdict())
        .isEqualTo(Verdict.SIGNED);
    assertThat(platform.pay.heard()).as("it is not carried out").hasSize(before);
  }

  @Test
  void anOldOneIsCheckedAtItsOwnTime() {
    Merchant merchant = merchant("pasted2").datedAt(Instant.now().minus(DAYS));
    Checked old = checked("pasted2", pasted(merchant, PATH, PATH));
    assertThat(old.verdict()).isEqualTo(Verdict.SIGNED_AT_ANOTHER_TIME);
    assertThat(old.diagnosis().mistake()).isEqualTo(Mistake.CLOCK);
    Checked wrong = checked("pasted2", pasted(merchant, PATH + "?a=1", PATH + "?a=1"));
    assertThat(wrong.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(wrong.code()).isEqualTo(ErrorCode.SIGNATURE_WRONG);
    assertThat(wrong.diagnosis().mistake()).isEqualTo(Mistake.QUERY_SIGNED);
  }

  @Test
  void whereItIsPastedFromDoesNotMatter() {
    platform.registers(platform.app("pasted3", "dragonex", 1, true, List.of("203.0.113.0/24")));
    Merchant merchant =
        new Merchant(gateway, "dragonex", "pasted3")
            .with("Content-Sha1", ContentSha1.of(BODY.getBytes(StandardCharsets.UTF_8)));
    assertThat(checked("pasted3", pasted(merchant, PATH, PATH)).verdict())
        .isEqualTo(Verdict.SIGNED);
  }

  @Test
  void othersSecretsAreNotTriedOut() {
    Merchant stranger = merchant("pasted4");
    merchant("pasted5");
    assertThat(checked("pasted5", pasted(stranger, PATH, PATH)).verdict())
        .isEqualTo(Verdict.OTHER_APP);
    assertThat(check("nosuchapp", pasted(stranger, PATH, PATH)))
        .isEqualTo(Outcome.Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  @Test
  void whatIsNoEndpointIsSaidSo() {
    Merchant merchant = merchant("pasted6");
    Checked lost = checked("pasted6", pasted(merchant, "/api/v1/x/", "/api/v1/x/"));
    assertThat(lost.verdict()).isEqualTo(Verdict.NO_ENDPOINT);
    CheckRequest put = new CheckRequest("PUT", PATH, Map.of(), new byte[0]);
    assertThat(checked("pasted6", put).detail()).isEqualTo("GET, POST");
  }

  @Test
  void aPathOfAnotherDialectIsSaidToBe() {
    Merchant merchant = merchant("pasted9");
    Checked lost = checked("pasted9", pasted(merchant, "/v1/order/detail", "/v1/order/detail"));
    assertThat(lost.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(lost.diagnosis()).isEqualTo(Diagnosis.of(Mistake.OTHER_DIALECT, "dragonex"));
  }

  @Test
  void parametersAreReadToo() {
    Merchant merchant =
        merchant("pasted7")
            .with("Content-Sha1", ContentSha1.of("{}".getBytes(StandardCharsets.UTF_8)));
    CheckRequest signed = pasted(merchant, PATH, PATH);
    CheckRequest empty =
        new CheckRequest("POST", PATH, signed.headers(), "{}".getBytes(StandardCharsets.UTF_8));
    Checked read = checked("pasted7", empty);
    assertThat(read.verdict()).isEqualTo(Verdict.SIGNED_BUT_UNREADABLE);
    assertThat(read.detail()).isEqualTo("trade_no: missing");
  }

  @Test
  void asksOfOneAppAreLimited() {
    Merchant merchant = merchant("pasted8");
    CheckRequest pasted = pasted(merchant, PATH, PATH);
    assertThat(IntStream.range(0, 70).mapToObj(i -> check("pasted8", pasted)).toList())
        .contains(Outcome.Refusal.of(ErrorCode.TOO_FREQUENT));
  }
}
