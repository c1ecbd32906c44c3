package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.token.Revocation;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tests what browsers see, and what the services behind learn of them. */
@BerthServers(kafka = true, shared = true)
class PageIntegrationTests {

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
  }

  private JsonNode shown(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return BerthJson.mapper().readTree(response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "/oauth/login, did-service",
    "/oauth/login/, did-service",
    "/account, did-service",
    "/account/sign-in, did-service",
    "/assets/berth.css, did-service",
    "/oauth/payment, pay-service",
    "/oauth/payment/code, pay-service",
    "/account/balances, pay-service",
    "/account/payments, pay-service",
    "/account/payments/1, pay-service",
    "/, console",
    "/console, console",
    "/console/apps/1, console",
    "/docs/, console",
    "/llms.txt, console"
  })
  void everyPageIsSomebodys(String path, String service) {
    JsonNode page = shown(gateway.get(path + "?a=1&b=%20c"));
    assertThat(page.path("service").asString()).isEqualTo(service);
    assertThat(page.path("uri").asString()).isEqualTo(path + "?a=1&b=%20c");
  }

  @Test
  void eventsArriveWhileTheirStreamGoesOn() {
    assertThat(gateway.firstLine("/console/apps/1/orders/live")).isEqualTo("data: first");
  }

  @Test
  void keysAreThereForEverybody() {
    assertThat(gateway.get("/.well-known/jwks.json").body()).contains("\"did-1\"");
  }

  @Test
  void sendsACallerTokenForASignedInUser() {
    String session = platform.session(1000042, "session-42");
    JsonNode page =
        shown(
            gateway.get(
                "/account",
                "Cookie",
                "berth-session=" + session,
                "X-Forwarded-For",
                "198.51.100.7"));

    JsonNode caller = page.path("caller");
    assertThat(caller.path("kind").asString()).isEqualTo("PAGE");
    assertThat(caller.path("sub").asLong()).isEqualTo(1000042);
    assertThat(caller.path("sid").asString()).isEqualTo("session-42");
    assertThat(caller.path("adr").asString()).isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "berth-session=garbage", "berth-session=", "other=1"})
  void anybodyElseIsAnonymous(String cookie) {
    JsonNode page =
        shown(
            cookie.isEmpty() ? gateway.get("/account") : gateway.get("/account", "Cookie", cookie));
    assertThat(page.path("caller").path("kind").asString()).isEqualTo("PAGE");
    assertThat(page.path("caller").has("sub")).isFalse();
    assertThat(page.path("caller").has("sid")).isFalse();
  }

  @Test
  void accessTokenIsNoSession() {
    String token = platform.accessToken("any", Map.of());
    assertThat(
            shown(gateway.get("/account", "Cookie", "berth-session=" + token))
                .path("caller")
                .has("sub"))
        .isFalse();
  }

  @Test
  void signedOutSessionIsAnonymous() {
    String cookie = "berth-session=" + platform.session(1000043, "session-43");
    assertThat(shown(gateway.get("/account", "Cookie", cookie)).path("caller").has("sub")).isTrue();
    platform.hears(new Revocation.Session("session-43", Instant.now()));
    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        shown(gateway.get("/account", "Cookie", cookie)).path("caller").has("sub"))
                    .isFalse());
  }

  @Test
  void whatOnlyTheGatewayMaySayIsTakenAway() {
    HttpResponse<String> response =
        gateway.get(
            "/account",
            "Berth-Caller",
            "forged",
            "X-Request-Id",
            "chosen-by-the-client",
            "X-Forwarded-Host",
            "evil.example",
            "Forwarded",
            "for=1.2.3.4",
            "Authorization",
            "Bearer something",
            "Cookie",
            "theirs=1; berth-lang=ko; berth-csrf=abc; berth-session=garbage; __Host-other=2");
    JsonNode headers = shown(response).path("headers");

    assertThat(headers.path("berth-caller").asString()).isNotEqualTo("forged");
    assertThat(headers.path("cookie").asString()).isEqualTo("berth-lang=ko; berth-csrf=abc");
    assertThat(headers.has("x-forwarded-host")).isFalse();
    assertThat(headers.has("x-forwarded-for")).isFalse();
    assertThat(headers.has("forwarded")).isFalse();
    assertThat(headers.has("authorization")).isFalse();
    String requestId = response.headers().firstValue("X-Request-Id").orElseThrow();
    assertThat(headers.path("x-request-id").asString()).isEqualTo(requestId);
    assertThat(response.headers().allValues("X-Request-Id")).hasSize(1);
    assertThat(requestId).matches("[0-9a-f]{32}");
    assertThat(response.headers().firstValue("connection-hint")).hasValue("from-did-service");
  }

  @Test
  void formsArriveAndRedirectsStayRelative() {
    HttpResponse<String> posted =
        gateway.send(
            "/account/sign-in?redirect-me",
            request -> request.POST(BodyPublishers.ofString("login=a&password=b")),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(posted.statusCode()).isEqualTo(303);
    assertThat(posted.headers().firstValue("Location")).hasValue("/account?next=%2F");
    assertThat(posted.body()).contains("login=a&password=b");
  }

  @Test
  void formThatIsTooLargeIsNotPassedOn() {
    HttpResponse<String> posted =
        gateway.send(
            "/account/sign-in",
            request -> request.POST(BodyPublishers.ofString("x".repeat(300_000))));
    assertThat(posted.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "/console/companies/a/legal/documents, 700000, 200",
    "/console/companies/a/legal/documents, 800000, 413",
    "/account/sign-in, 300000, 413"
  })
  void onlyTheConsoleTakesFiles(String path, int bytes, int status) {
    HttpResponse<String> posted =
        gateway.send(
            path,
            request -> request.POST(BodyPublishers.ofString("x".repeat(bytes))),
            "Content-Type",
            "multipart/form-data; boundary=x");
    assertThat(posted.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/commands",
        "/nothing",
        "/local/inbox",
        "/actuator/health",
        "/account/../commands",
        "/account/%2e%2e/commands",
        "/account/..%2fcommands",
        "/assets//commands",
        "/account;x=1/sign-in",
        "/oauth/payment/codes"
      })
  void whatIsNoPageIsNotThere(String path) {
    HttpResponse<String> response = gateway.get(path, "Accept", "application/json");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"error\":\"not_found\"");
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void browsersGetAPageInTheirLanguage() {
    HttpResponse<String> response =
        gateway.get(
            "/nothing", "Accept", "text/html,*/*;q=0.8", "Accept-Language", "zh-CN,zh;q=0.9");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(response.body())
        .contains("<h1>页面不存在，请检查网址。</h1>", "lang=\"zh-CN\"", "<title>页面不存在，请检查网址。 · Berth</title>")
        .contains("<header>", "<main>", ">首页</a>");
    assertThat(gateway.get("/nothing", "Accept", "text/html", "Cookie", "berth-lang=ko").body())
        .as("the language that was chosen")
        .contains("lang=\"ko\"");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void pageOfServiceThatIsDownSaysSo() {
    ScriptedService gone = new ScriptedService("console", "");
    gone.close();
    try (RunningGateway alone =
        platform.startGateway(Map.of("berth.services.console.url", gone.url()))) {
      HttpResponse<String> response =
          alone.get("/console", "Accept", "text/html", "Accept-Language", "ko");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("잠시 이용할 수 없습니다");
      assertThat(alone.get("/account").statusCode()).as("the others go on").isEqualTo(200);
    }
  }

  @Test
  void readinessAndMetricsAreOnTheManagementPortAlone() {
    assertThat(gateway.manage("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(gateway.manage("/actuator/health").body()).contains("berth.revocations");
    assertThat(gateway.manage("/api/v1/token/status/").statusCode()).isEqualTo(404);
    assertThat(gateway.manage("/api/v1/token/status/").body()).doesNotContain("\"ok\"");
    assertThat(gateway.manage("/account").statusCode()).isEqualTo(404);
    assertThat(gateway.manage("/operator/commands").statusCode()).isEqualTo(404);
  }
}
