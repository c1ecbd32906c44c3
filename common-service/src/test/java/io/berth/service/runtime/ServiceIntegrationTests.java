package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.app.ManagementCommand;
import io.berth.api.token.TokenCommand;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.CommandClient;
import io.berth.service.fixture.FixtureService;
import io.berth.service.trace.RequestId;
import io.berth.service.trace.RequestIdAccessor;
import io.micrometer.context.ContextRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.netty.resources.LoopResources;

@ExtendWith(OutputCaptureExtension.class)
class ServiceIntegrationTests {
  private static final HttpClient http = HttpClient.newHttpClient();
  private static final CallerTokens gateway = FixtureService.gateway();
  private static final LoopResources loops = LoopResources.create("test-client", 1, true);
  private static ConfigurableApplicationContext service;
  private static CommandClient client;

  @BeforeAll
  static void start() {
    service = FixtureService.start();
    ServicesProperties.Service itself =
        new ServicesProperties.Service(URI.create(FixtureService.url(service)));
    client =
        new CommandClient(
            gateway,
            new ServicesProperties(Duration.ofSeconds(10), null, itself, itself, null, null),
            loops);
  }

  @AfterAll
  static void stop() {
    client.close();
    loops.dispose();
    service.close();
    http.close();
  }

  @Test
  void respondsToACommandWithItsOutcomeAndCountsIt() throws Exception {
    Outcome outcome = send(new UserCommand.ReadUser(new Subject.Self()));
    assertThat(outcome).isInstanceOf(UserOutcome.UserProfile.class);
    assertThat(management("/actuator/prometheus").body())
        .containsPattern(
            "berth_command_seconds_count\\{.*command=\"ReadUser\".*dialect=\"dragonex\".*outcome=\"OK\".*service=\"fixture\"");
  }

  @Test
  void writesTheRequestIdIntoLogsOfOtherThreads(CapturedOutput output) {
    send(new UserCommand.ReadUser(new Subject.Self()), "request-in-the-log-1");
    assertThat(output.getOut().lines())
        .anyMatch(line -> line.contains("reading a user for request-in-the-log-1"));
  }

  @Test
  void writesOneLineForEachCommandAndPage() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger("io.berth.access");
    log.addAppender(lines);
    String command = RequestId.fresh();
    send(new UserCommand.ReadUser(new Subject.Self()), command);
    String page = requestId(get("/form", callerToken(Caller.Kind.PAGE)));
    String unknown = requestId(get("/a-secret-in-a-path", callerToken(Caller.Kind.PAGE)));
    String stranger = requestId(get("/form", null));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        List.copyOf(lines.list).stream()
                            .map(
                                line ->
                                    line.getMDCPropertyMap().get(RequestId.KEY)
                                        + ' '
                                        + line.getFormattedMessage()
                                            .replaceFirst(" in \\d+ ms", "")))
                    .contains(
                        command + " dragonex ReadUser OK, app appidfortest",
                        page + " GET /form 200",
                        unknown + " GET none 404",
                        stranger + " GET none 401"));
    log.detachAppender(lines);
  }

  private static String requestId(HttpResponse<String> response) {
    return response.headers().firstValue(RequestId.HEADER).orElseThrow();
  }

  @Test
  void carriesNothingButTheRequestIdFromThreadToThread() {
    assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
        .singleElement()
        .isInstanceOf(RequestIdAccessor.class);
  }

  /** It asks nobody who they are. */
  @Test
  void theManagementPortServesManagementOnly() throws Exception {
    // There is no Kafka, and it says so.
    assertThat(management("/actuator/health").statusCode()).isEqualTo(503);
    assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(management("/actuator/prometheus").statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "/",
            "/commands",
            "/page",
            "/assets/berth.css",
            "/actuator/../commands",
            "/actuator/nothing",
            "/actuator/env",
            "/broken")) {
      assertThat(management(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void turnsFailuresIntoRefusals() throws Exception {
    assertThat(send(new TokenCommand.Logout(null))).isEqualTo(refusal(ErrorCode.INTERNAL));
    assertThat(send(new TokenCommand.ReadTokenLife())).isEqualTo(refusal(ErrorCode.DATABASE));
    assertThat(send(new ManagementCommand.Republish())).isEqualTo(refusal(ErrorCode.TIMEOUT));
    assertThat(
            send(
                new ManagementCommand.PutUser(
                    "a@example.com", null, null, null, null, null, null, null, null)))
        .isEqualTo(refusal(ErrorCode.INTERNAL));
  }

  /** A good caller token alone makes no connection of the command protocol. */
  @Test
  void takesCommandsInNoOtherWay() throws Exception {
    String token = callerToken(Caller.Kind.SERVER);
    HttpResponse<String> posted =
        http.send(
            request("/commands", token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"ReadTokenLife\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(404);
    assertThat(get("/commands", token).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesEverybodyWithoutACallerToken() throws Exception {
    for (String path : new String[] {"/commands", "/form", "/assets/berth.css", "/none"}) {
      HttpResponse<String> answer = get(path, null);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"unauthenticated\"}");
    }
    assertThat(get("/.well-known/jwks.json", null).statusCode()).isEqualTo(404);
    assertThat(get("/.well-known/jwks.json/../../form", null).statusCode()).isEqualTo(401);
  }

  @Test
  void needsNoCallerTokenOnTheManagementPort() throws Exception {
    assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(management("/actuator/health/readiness").body()).contains("UP");
    assertThat(management("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void rendersAPageWithTokenHeadersAndLanguages() throws Exception {
    HttpResponse<String> page = page("/form?q=1&lang=zh-hans", "ko");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<html", "lang=\"zh-CN\"", "测试页", "name=\"_csrf\"", "Alice &lt;b&gt;", "表单已过期")
        .contains("href=\"?q=1&amp;lang=ko\"", "aria-current=\"true\"")
        .doesNotContain("th:", "style=", "onclick", "<!--/*");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .contains("form-action 'self' https://shop.example:8443;")
        .doesNotContain("unsafe", "frame-src");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
    assertThat(page.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("berth-lang=zh-CN"))
        .anyMatch(
            cookie ->
                cookie.startsWith("berth-csrf=")
                    && cookie.toLowerCase(Locale.ROOT).contains("httponly")
                    && cookie.contains("SameSite=Lax"));
    assertThat(page("/form", "ko-KR,ko;q=0.9").body()).contains("본문으로");
    assertThat(page("/form", "fr").body()).contains("A fixture", "Skip to content");
  }

  @Test
  void acceptsAFormThatItMadeAndNoOther() throws Exception {
    HttpResponse<String> page = page("/form", "en");
    Matcher field = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(field.find()).isTrue();
    String cookie =
        page.headers().allValues("Set-Cookie").stream()
            .filter(set -> set.startsWith("berth-csrf="))
            .findFirst()
            .orElseThrow()
            .split(";")[0];
    assertThat(submit(cookie, field.group(1))).isEqualTo(204);
    assertThat(submit(cookie, "A" + field.group(1))).isEqualTo(403);
    assertThat(submit("berth-csrf=AAAAAAAAAAAAAAAAAAAAAA", field.group(1))).isEqualTo(403);
    assertThat(submit("other=1", field.group(1))).isEqualTo(403);
  }

  @Test
  void showsErrorsAsPagesToBrowsersAndAsJsonToOthers() throws Exception {
    HttpResponse<String> missing = page("/none", "en");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("Page not found", "404");
    HttpResponse<String> away = page("/away", "en");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("Temporarily unavailable");
    assertThat(get("/away", callerToken(Caller.Kind.PAGE)).statusCode()).isEqualTo(503);
    HttpResponse<String> broken = page("/broken", "ko");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).contains("문제가 발생했습니다").doesNotContain("a mistake");
    HttpResponse<String> json = get("/broken", callerToken(Caller.Kind.PAGE));
    assertThat(json.statusCode()).isEqualTo(500);
    assertThat(json.body()).contains("\"error\":\"internal_server_error\"", "requestId");
  }

  @Test
  void servesTheStylesheetAndSparesASecondTransfer() throws Exception {
    HttpResponse<String> style = get("/assets/berth.css", callerToken(Caller.Kind.PAGE));
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Content-Type")).contains("text/css");
    String tag = style.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        http.send(
            request("/assets/berth.css", callerToken(Caller.Kind.PAGE))
                .header("If-None-Match", tag)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(get("/assets/../application.yml", callerToken(Caller.Kind.PAGE)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void livesOnWhenAnotherServiceOfTheSameJvmStops() throws Exception {
    try (ConfigurableApplicationContext other = FixtureService.start()) {
      assertThat(FixtureService.url(other)).isNotEqualTo(FixtureService.url(service));
    }
    assertThat(send(new UserCommand.ReadUser(new Subject.Self())))
        .isInstanceOf(UserOutcome.UserProfile.class);
  }

  @Test
  void refusesToStartWithoutWhatItNeedsAndNamesIt() {
    assertThatThrownBy(() -> FixtureService.start("berth.public-origin="))
        .hasStackTraceContaining("publicOrigin");
    assertThatThrownBy(() -> FixtureService.start("berth.public-origin=http://host/path"))
        .hasStackTraceContaining("berth.public-origin");
    assertThatThrownBy(() -> FixtureService.start("berth.pages.csrf-key=AAAA"))
        .hasStackTraceContaining("berth.pages.csrf-key");
    assertThatThrownBy(() -> FixtureService.start("berth.vouch.accepts.gateway=AAAA"))
        .hasStackTraceContaining("berth.vouch.accepts.gateway");
  }

  private static Outcome refusal(ErrorCode code) {
    return Outcome.Refusal.of(code);
  }

  private static String callerToken(Caller.Kind kind) {
    return gateway.issue(FixtureService.caller(kind, Set.of(), RequestId.fresh()), "did-service");
  }

  private static HttpRequest.Builder request(String path, String callerToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(FixtureService.url(service) + path))
            .timeout(Duration.ofSeconds(20));
    return callerToken == null ? request : request.header(CallerTokens.HEADER, callerToken);
  }

  private static HttpResponse<String> get(String path, String callerToken) throws Exception {
    return http.send(request(path, callerToken).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> page(String path, String language) throws Exception {
    return http.send(
        request(path, callerToken(Caller.Kind.PAGE))
            .header("Accept", "text/html")
            .header("Accept-Language", language)
            .build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static int submit(String cookie, String field) throws Exception {
    return http.send(
            request("/form", callerToken(Caller.Kind.PAGE))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + field))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static Outcome send(Command command) {
    return send(command, RequestId.fresh());
  }

  private static Outcome send(Command command, String requestId) {
    return client.send(command, FixtureService.server(requestId)).block(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> management(String path) throws Exception {
    String port = service.getEnvironment().getProperty("local.management.port");
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
