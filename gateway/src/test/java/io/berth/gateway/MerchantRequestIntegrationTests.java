package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Topics;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.gateway.Merchant.Answer;
import io.berth.service.command.CommandClient;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tests the responses to a merchant's server, check by check. */
@BerthServers(kafka = true, shared = true)
class MerchantRequestIntegrationTests {

  private static final String REFRESH = "/api/v1/login/refresh/";
  private static final String PREPAY = "/api/v1/pay/user2app/pre/";
  private static final String BODY =
      """
      {"trade_no":"T1","coin_code":"usdt","volume":"1.5","scene":"","desc":"a sword",\
      "device":"device_1","state":"12345678","redirect_url":"https://game.example/back",\
      "domain":"","specify_dragonex_uid":0}""";

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
    platform.pay.answers(
        PaymentCommand.Prepay.class,
        new PaymentOutcome.Prepaid(7, "pay-code", Instant.parse("2030-01-01T00:00:00Z")));
  }

  private Merchant merchant(String appId) {
    platform.registers(platform.app(appId, "dragonex"));
    return new Merchant(gateway, "dragonex", appId);
  }

  @Test
  void signedRequestBecomesCommandAndItsOutcomeComesBackSigned() {
    Answer answer = merchant("shop").calledFrom("203.0.113.9").posts(PREPAY, BODY);

    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.json().path("data").path("pay_url").asString())
        .startsWith("http://localhost:8080/oauth/payment?")
        .contains("code=pay-code");
    answer.isSealed();
    assertThat(answer.http().headers().firstValue("dragonex-sign-previous")).isEmpty();
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    ScriptedService.Heard heard = platform.pay.lastHeard();
    assertThat(((PaymentCommand.Prepay) heard.command()).tradeNo()).isEqualTo("T1");
    assertThat(heard.caller().path("kind").asString()).isEqualTo("SERVER");
    assertThat(heard.caller().path("app").asString()).isEqualTo("shop");
    assertThat(heard.caller().path("dia").asString()).isEqualTo("dragonex");
    assertThat(heard.caller().path("adr").asString()).isEqualTo("203.0.113.9");
    assertThat(heard.requestId())
        .isEqualTo(answer.header("X-Request-Id"))
        .isEqualTo(heard.caller().path("rid").asString());
  }

  @Test
  void everyRequestHasOneLineInTheLogAndNothingOfItsContent() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger("io.berth.access");
    logger.addAppender(lines);
    Answer done = merchant("logged").posts(PREPAY, BODY);
    Answer refused = merchant("logged").posts(PREPAY, BODY, "0".repeat(40));
    HttpResponse<String> unknown = gateway.get("/api/v1/my-secret/");
    HttpResponse<String> page = gateway.get("/account/my-secret?token=my-secret");
    Map<String, String> expected =
        Map.of(
            done.header("X-Request-Id"), "dragonex pay/user2app/pre OK in N ms, app logged",
            refused.header("X-Request-Id"),
                "dragonex pay/user2app/pre SIGNATURE_WRONG in N ms, app logged",
            unknown.headers().firstValue("X-Request-Id").orElseThrow(),
                "dragonex none NO_CONTENT in N ms",
            page.headers().firstValue("X-Request-Id").orElseThrow(),
                "GET page of did-service 200 in N ms");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(List.copyOf(lines.list))
                    .filteredOn(
                        line -> expected.containsKey(line.getMDCPropertyMap().get("requestId")))
                    .hasSize(expected.size()));
    logger.detachAppender(lines);
    assertThat(lines.list)
        .filteredOn(line -> expected.containsKey(line.getMDCPropertyMap().get("requestId")))
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage().replaceFirst("in \\d+ ms", "in N ms"))
                    .isEqualTo(expected.get(line.getMDCPropertyMap().get("requestId"))));
  }

  @Test
  void nobodyIssuesCallerTokensForThemselves() {
    merchant("forger")
        .with("Berth-Caller", "eyJhbGciOiJIUzI1NiJ9.e30.x")
        .with("X-Request-Id", "chosen-by-the-client")
        .posts(PREPAY, BODY);

    ScriptedService.Heard heard = platform.pay.lastHeard();
    assertThat(heard.caller().path("app").asString()).isEqualTo("forger");
    assertThat(heard.requestId())
        .isEqualTo(heard.caller().path("rid").asString())
        .isNotEqualTo("chosen-by-the-client");
  }

  @Test
  void signsResponsesWithBothKeysDuringARotation() {
    platform.registers(platform.rotatingApp("rotating", "dragonex", "check-key-of-before"));

    new Merchant(gateway, "dragonex", "rotating")
        .posts(PREPAY, BODY)
        .isSealed()
        .isSealedWith("dragonex-sign-previous", "check-key-of-before");
  }

  @Test
  void refusesAnUnknownAppWithoutASignature() {
    new Merchant(gateway, "dragonex", "nobody")
        .posts(PREPAY, BODY)
        .refusedWith(11003)
        .isNotSealed();
  }

  @Test
  void appOfAnotherDialectIsUnknown() {
    platform.registers(platform.app("otherdialect", "ones"));
    new Merchant(gateway, "dragonex", "otherdialect").posts(PREPAY, BODY).refusedWith(11003);
  }

  @Test
  void refusesADisabledAppInASignedResponse() {
    platform.registers(platform.app("closed", "dragonex", 1, false, List.of()));
    new Merchant(gateway, "dragonex", "closed").posts(PREPAY, BODY).refusedWith(11005).isSealed();
  }

  @Test
  void distinguishesUnknownFromDisabledKeys() {
    merchant("keys").withKey("no-such-key").posts(PREPAY, BODY).refusedWith(11008).isSealed();
    merchant("keys").withKey("off-keys").posts(PREPAY, BODY).refusedWith(11009).isSealed();
  }

  @Test
  void boundKeyWorksFromItsAddressesOnly() {
    platform.registers(
        platform.app("bound", "dragonex", 1, true, List.of("192.0.2.0/24", "2001:db8::/32")));
    Merchant bound = new Merchant(gateway, "dragonex", "bound");

    assertThat(bound.calledFrom("192.0.2.77").posts(PREPAY, BODY).code()).isEqualTo(1);
    assertThat(bound.calledFrom("2001:db8::1").posts(PREPAY, BODY).code()).isEqualTo(1);
    bound.calledFrom("192.0.3.1").posts(PREPAY, BODY).refusedWith(9009).isSealed();
    bound.calledFrom("192.0.2.77, 198.51.100.1").posts(PREPAY, BODY).refusedWith(9009);
  }

  @Test
  void lateEarlyAndMalformedDatesAreRefused() {
    Instant now = Instant.now();
    merchant("late")
        .datedAt(now.minus(Duration.ofSeconds(310)))
        .posts(PREPAY, BODY)
        .refusedWith(9021)
        .isSealed();
    merchant("late")
        .datedAt(now.plus(Duration.ofSeconds(310)))
        .posts(PREPAY, BODY)
        .refusedWith(9021);
    merchant("late").with("Date", "yesterday").posts(PREPAY, BODY).refusedWith(9020);
    assertThat(
            merchant("late").datedAt(now.minus(Duration.ofSeconds(280))).posts(PREPAY, BODY).code())
        .isEqualTo(1);
  }

  @Test
  void wrongSignatureIsRefusedAndReportedWithoutSecrets(TestKafka kafka) {
    Answer answer =
        merchant("badsign")
            .withSecret("not-the-secret")
            .with("dragonex-extra", "covered")
            .with("Cookie", "session=private")
            .posts(PREPAY, BODY);
    answer.refusedWith(9004).isSealed();

    String report =
        Awaitility.await()
            .atMost(TestPlatform.PATIENCE)
            .until(
                () ->
                    kafka.records(Topics.REFUSALS).stream()
                        .filter(record -> record.key().equals("badsign"))
                        .map(record -> record.value())
                        .findFirst()
                        .orElse(null),
                value -> value != null);
    assertThat(report)
        .contains("\"code\":\"SIGNATURE_WRONG\"")
        .contains(answer.header("X-Request-Id"))
        .contains("dragonex-extra:covered")
        .contains("\"content-sha1\"")
        .contains("\"mistake\":\"UNEXPLAINED\"")
        .doesNotContain(TestPlatform.SECRET)
        .doesNotContain("private")
        .doesNotContain("cookie");
  }

  @Test
  void aSignatureThatIsRightForAnotherRequestIsNotReported(TestKafka kafka) {
    merchant("otherbody").posts(PREPAY, BODY, "0".repeat(40)).refusedWith(9004);
    String report =
        Awaitility.await()
            .atMost(TestPlatform.PATIENCE)
            .until(
                () ->
                    kafka.records(Topics.REFUSALS).stream()
                        .filter(record -> record.key().equals("otherbody"))
                        .map(record -> record.value())
                        .findFirst()
                        .orElse(null),
                value -> value != null);
    assertThat(report).contains("\"mistake\":\"BODY_OTHER\"").contains("\"presented\":\"\"");
  }

  @Test
  void reportsOfOneAppAreCapped(TestKafka kafka) {
    try (RunningGateway strict =
        platform.startGateway(Map.of("berth.gateway.refusals.per-app-per-minute", "2"))) {
      platform.registers(platform.app("noisy", "dragonex"));
      platform.registers(platform.app("quiet", "dragonex"));
      for (int i = 0; i < 5; i++) {
        new Merchant(strict, "dragonex", "noisy").withKey("x").posts(PREPAY, BODY);
      }
      new Merchant(strict, "dragonex", "quiet").withKey("x").posts(PREPAY, BODY).refusedWith(11008);
      Awaitility.await()
          .atMost(TestPlatform.PATIENCE)
          .untilAsserted(() -> assertThat(reports(kafka, "quiet")).isEqualTo(1));
      assertThat(reports(kafka, "noisy")).isEqualTo(2);
    }
  }

  private static long reports(TestKafka kafka, String appId) {
    return kafka.records(Topics.REFUSALS).stream()
        .filter(record -> record.key().equals(appId))
        .count();
  }

  @Test
  void bodyThatIsNotWhatItsDigestSaysIsRefused() {
    merchant("digest").posts(PREPAY, BODY, "0".repeat(40)).refusedWith(9004).isSealed();
  }

  @Test
  void garbageInsteadOfJsonIsBadParameter() {
    merchant("garbage").posts(PREPAY, "{\"trade_no\":").refusedWith(8).isSealed();
    merchant("garbage").posts(PREPAY, "").refusedWith(8).isSealed();
    merchant("garbage").posts(PREPAY, "[".repeat(50_000)).refusedWith(8).isSealed();
  }

  @Test
  void equalRequestsAreBothCarriedOut() {
    Merchant merchant = merchant("twice");
    assertThat(merchant.posts(PREPAY, BODY).code()).isEqualTo(1);
    assertThat(merchant.posts(PREPAY, BODY).code()).isEqualTo(1);
  }

  @Test
  void slowServiceIsTimeoutAndTheLogTellsWhoseRequestItWas() {
    platform.pay.neverAnswers(PaymentCommand.RedoCallback.class);
    platform.pay.neverAnswers(PaymentCommand.ReadOutcome.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(CommandClient.class);
    logger.addAppender(lines);
    Answer answer =
        merchant("patient").posts("/api/v1/pay/callback/redo/", "{\"trade_no\":\"T1\"}");
    logger.detachAppender(lines);

    answer.refusedWith(2).isSealed();
    assertThat(lines.list)
        .anySatisfy(
            line ->
                assertThat(line.getMDCPropertyMap())
                    .containsEntry("requestId", answer.header("X-Request-Id")));
  }

  @Test
  void looksUpAnOutcomeWhoseResponseWasLost() {
    platform.pay.neverAnswers(PaymentCommand.RedoCallback.class);
    platform.pay.answers(PaymentCommand.ReadOutcome.class, new Outcome.Done());
    Answer answer =
        merchant("curious").posts("/api/v1/pay/callback/redo/", "{\"trade_no\":\"T1\"}");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(platform.pay.lastHeard().command())
        .isEqualTo(
            new PaymentCommand.ReadOutcome(
                new PaymentCommand.RedoCallback(new OrderReference.TradeNo("T1"))));
  }

  @Test
  void anOutcomeThatStaysUnknownIsToAskAgainLater() {
    platform.pay.answers(
        PaymentCommand.RedoCallback.class, Outcome.Refusal.of(ErrorCode.OUTCOME_UNKNOWN));
    platform.pay.answers(
        PaymentCommand.ReadOutcome.class, Outcome.Refusal.of(ErrorCode.OUTCOME_UNKNOWN));
    merchant("unlucky")
        .posts("/api/v1/pay/callback/redo/", "{\"trade_no\":\"T1\"}")
        .refusedWith(2)
        .isSealed();
  }

  @Test
  void theDoctorHearsOfAPathOfAnotherDialect(TestKafka kafka) {
    merchant("wrongpath").posts("/v1/order/detail", BODY).refusedWith(11003);
    assertThat(firstReport(kafka, "wrongpath"))
        .contains("\"mistake\":\"OTHER_DIALECT\"", "\"detail\":\"dragonex\"");
  }

  @Test
  void theDoctorHearsOfASiblingsKey(TestKafka kafka) {
    merchant("sibling1");
    merchant("sibling2").withKey("key-of-sibling1").posts(PREPAY, BODY).refusedWith(11008);
    assertThat(firstReport(kafka, "sibling2"))
        .contains("\"mistake\":\"SECRET_OF_OTHER_APP\"", "\"detail\":\"sibling1\"");
  }

  private static String firstReport(TestKafka kafka, String appId) {
    return Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .until(
            () ->
                kafka.records(Topics.REFUSALS).stream()
                    .filter(record -> record.key().equals(appId))
                    .map(record -> record.value())
                    .findFirst()
                    .orElse(null),
            value -> value != null);
  }

  @Test
  void aServiceThatIsNotThereIsOneToAskLater() {
    ScriptedService gone = new ScriptedService("pay-service", "");
    gone.close();
    merchant("lonely");
    try (RunningGateway alone =
        platform.startGateway(Map.of("berth.services.pay-service.url", gone.url()))) {
      new Merchant(alone, "dragonex", "lonely").posts(PREPAY, BODY).refusedWith(2).isSealed();
    }
  }

  @Test
  void unknownPathIsTheDialectsOwnRefusal() {
    Answer answer = merchant("lost").posts("/api/v1/no/such/thing/", "{}");
    assertThat(answer.http().statusCode()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo(7);
    assertThat(answer.isSealed().json().path("ok").asBoolean(true)).isFalse();
  }

  @Test
  void otherMethodsAreNotAllowed() {
    var put =
        gateway.send(
            PREPAY,
            request -> request.PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{}")),
            merchant("putting").signed("PUT", PREPAY));
    new Answer(put, "dragonex").isSealed();
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
    assertThat(put.body()).contains("\"code\":8");
    var head =
        gateway.send(
            PREPAY,
            request -> request.method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void requestsAreCounted() {
    merchant("counted").posts(PREPAY, BODY);
    merchant("counted").withSecret("wrong").posts(REFRESH, "{}");

    String metrics = gateway.manage("/actuator/prometheus").body();
    assertThat(metrics)
        .containsPattern(
            "berth_gateway_requests_seconds_count\\{category=\"SUCCESS\",code=\"OK\",dialect=\"dragonex\",endpoint=\"pay/user2app/pre\"")
        .containsPattern("category=\"CALLER\",code=\"SIGNATURE_WRONG\",dialect=\"dragonex\"")
        .contains("berth_gateway_connections")
        .contains("berth_gateway_revocations");
  }
}
