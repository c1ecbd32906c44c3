package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.order.PaymentCommand;
import io.berth.api.token.Revocation;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome;
import io.berth.service.json.BerthJson;
import io.berth.signing.TimestampSignature;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Endpoints that need no app, and tokens that name theirs themselves. */
@BerthServers(kafka = true, shared = true)
class BearerRequestIntegrationTests {

  private static final String USER = "oauth2/resource/get_user_info";
  private static final String FORM = "application/x-www-form-urlencoded";

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
    platform.did.answers(
        UserCommand.ReadUser.class,
        new UserOutcome.UserProfile("company", "any", "o", "u", 1000000, "Alice", ""));
    platform.pay.answers(
        BalanceCommand.ReadCoins.class,
        new BalanceOutcome.Coins(
            List.of(new BalanceOutcome.CoinDetail(1, "usdt", 6, BigDecimal.ONE, Map.of()))));
  }

  private String registered(String appId) {
    platform.registers(platform.fomoApp(appId));
    return appId;
  }

  private JsonNode posts(String endpoint, Map<String, String> form, String... headers) {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + '='
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        gateway.send(
            "/fomo/" + endpoint,
            request ->
                request
                    .header("content-type", FORM)
                    .POST(HttpRequest.BodyPublishers.ofString(body)),
            headers);
    assertThat(answer.statusCode()).isEqualTo(200);
    return BerthJson.mapper().readTree(answer.body());
  }

  private int asks(String token) {
    return posts(USER, Map.of(), "authorization", "Bearer " + token).path("status").asInt();
  }

  @Test
  void anEndpointThatNeedsNoAppIsCarriedOutForNobodyInParticular() {
    JsonNode answer = posts("wallet/get_active_coins", Map.of());
    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("data").path("active_coins").path(0).path("id").asString())
        .isEqualTo("1");
    JsonNode caller = platform.pay.lastHeard().caller();
    assertThat(caller.path("kind").asString()).isEqualTo("CLIENT");
    assertThat(caller.path("dia").asString()).isEqualTo("fomo");
    assertThat(caller.path("app").asString("")).isEmpty();
    assertThat(caller.path("sub").asString("")).isEmpty();
    assertThat(gateway.get("/fomo/wallet/get_active_coins").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenNamesItsAppAndItsUser() {
    String appId = registered("com.bearer_1");
    assertThat(asks(platform.accessToken(appId, Map.of("scp", List.of(1), "dev", ""))))
        .isEqualTo(1);
    JsonNode caller = platform.did.lastHeard().caller();
    assertThat(caller.path("app").asString()).isEqualTo(appId);
    assertThat(caller.path("sub").asLong()).isEqualTo(1000000);
  }

  @Test
  void badTokensAreNotSignedIn() {
    String appId = registered("com.bearer_2");
    long now = Instant.now().getEpochSecond();
    assertThat(posts(USER, Map.of()).path("status").asInt()).isEqualTo(2);
    assertThat(asks("nonsense")).isEqualTo(2);
    assertThat(asks(platform.accessToken(appId, Map.of("iat", now - 100, "exp", now - 10))))
        .isEqualTo(2);
    String token = platform.accessToken(appId, Map.of("fam", "gone-fomo"));
    assertThat(asks(token)).isEqualTo(1);
    platform.hears(new Revocation.TokenFamily("gone-fomo", Instant.now()));
    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> assertThat(asks(token)).isEqualTo(2));
  }

  @Test
  void aTokenOfAnotherProtocolsAppIsNone() {
    platform.registers(platform.app("bearerelsewhere", "dragonex"));
    assertThat(asks(platform.accessToken("bearerelsewhere", Map.of("scp", List.of(1)))))
        .isEqualTo(2);
  }

  @Test
  void aTokenIsGoodForItsScopesOnly() {
    String appId = registered("com.bearer_3");
    assertThat(asks(platform.accessToken(appId, Map.of("scp", List.of(5))))).isEqualTo(54);
  }

  @Test
  void aSignedRequestTakesATokenOfTheSameApp() {
    String appId = registered("com.bearer_4");
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    Map<String, String> signed =
        Map.of(
            "client_id",
            appId,
            "timestamp",
            timestamp,
            "sign",
            TimestampSignature.sign(TestPlatform.CLIENT_SECRET, timestamp),
            "redirect_uri",
            "wenjing.com/back.php");
    String stranger = platform.accessToken(registered("com.bearer_5"), Map.of("scp", List.of(5)));
    assertThat(
            posts("oauth2/resource/pre_pay", signed, "authorization", "Bearer " + stranger)
                .path("status")
                .asInt())
        .isEqualTo(2);
    String own = platform.accessToken(appId, Map.of("scp", List.of(5)));
    assertThat(
            posts("oauth2/resource/pre_pay", signed, "authorization", "Bearer " + own)
                .path("status")
                .asInt())
        .as("its other parameters are missing")
        .isEqualTo(0);
  }

  @Test
  void aTransferWhoseOutcomeIsUnknownIsToBeAskedFor() {
    for (Class<? extends Command> command :
        List.of(PaymentCommand.ConfirmPrepayment.class, PaymentCommand.ReadOutcome.class)) {
      platform.pay.answers(command, Outcome.Refusal.of(ErrorCode.OUTCOME_UNKNOWN));
    }
    JsonNode answer =
        posts(
            "oauth2/authorize/confirm_pay",
            Map.of(
                "trade_id",
                "T1",
                "transfer_id",
                "71",
                "wallet_pwd",
                "654321",
                "session_key",
                "00112233445566778899aabbccddeeff00112233"));
    assertThat(answer.path("status").asInt()).isEqualTo(5);
    assertThat(answer.path("msg").asString()).isEqualTo("结果未知，请查询订单");
    assertThat(answer.path("transfer_id").asString()).isEqualTo("71");
    assertThat(answer.path("data").path("transfer_id").asString()).isEqualTo("71");
  }

  @Test
  void refusesPathsThatAreNoEndpointsInTheDialect() {
    HttpResponse<String> answer = gateway.get("/fomo/nothing");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"success\":false,\"status\":6,");
  }

  @Test
  void developersAreLedOn() {
    assertThat(gateway.get("/openfomo/register.html").headers().firstValue("location"))
        .hasValue("/account/register?next=%2Fconsole");
    HttpResponse<String> answer = gateway.get("/openfomo/login.html");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location"))
        .hasValue("/account/sign-in?next=%2Fconsole");
  }
}
