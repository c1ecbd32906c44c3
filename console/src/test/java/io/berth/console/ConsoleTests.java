package io.berth.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.berth.api.Caller;
import io.berth.embedded.LocalPorts;
import io.berth.service.caller.CallerTokens;
import io.berth.test.LifecycleOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;

class ConsoleTests {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static HttpServer healthy;
  private static HttpServer ailing;
  private static ConfigurableApplicationContext console;
  private static HttpClient client;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    healthy = management(200, "{\"status\":\"UP\",\"components\":{\"r2dbc\":{\"status\":\"UP\"}}}");
    ailing =
        management(503, "{\"status\":\"DOWN\",\"components\":{\"topics\":{\"status\":\"DOWN\"}}}");
    port = LocalPorts.free();
    console =
        new SpringApplicationBuilder(ConsoleApplication.class)
            .properties("spring.config.name=console")
            .run(
                "--server.port=" + port,
                "--management.server.port=" + LocalPorts.free(),
                "--berth.public-origin=http://localhost:8080",
                "--berth.pages.csrf-key=" + KEY,
                "--berth.vouch.sends.console=" + KEY,
                "--berth.vouch.sends.gateway=" + KEY,
                "--berth.services.gateway.url=http://127.0.0.1:" + LocalPorts.free(),
                "--berth.vouch.accepts.console=" + KEY,
                "--berth.events.refusals.keys.test=" + KEY,
                "--berth.vouch.relayers=console",
                "--berth.console.management.did-service=" + url(healthy),
                "--berth.console.management.pay-service=" + url(ailing),
                "--berth.console.management.gateway=http://127.0.0.1:" + LocalPorts.free(),
                "--berth.console.local-inbox=true",
                "--berth.console.demo.dragonex=http://127.0.0.1:5512/dragonex/",
                "--berth.console.demo.egret=http://localhost:8080/v2/game/9166/1002");
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    console.close();
    healthy.stop(0);
    ailing.stop(0);
  }

  private static HttpServer management(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static HttpResponse<String> get(String path, String language) throws Exception {
    Caller user = Caller.of(Caller.Kind.PAGE, "request").withAddress("127.0.0.1");
    return client.send(
        request(path)
            .header("Accept", "text/html")
            .header("Accept-Language", language)
            .header(CallerTokens.HEADER, console.getBean(CallerTokens.class).issue(user, "console"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  @ParameterizedTest
  @CsvSource({"en, Your account", "zh-CN, 您的账户", "ko, 내 계정"})
  void homeLeadsOnInEveryLanguage(String language, String account) throws Exception {
    HttpResponse<String> page = get("/", language);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(account)
        .contains("href=\"/account\"")
        .contains("href=\"/account/apps\"")
        .contains("href=\"/console\"")
        .contains("href=\"/local/inbox\"")
        .contains("href=\"/docs/\"")
        .contains("href=\"/console/services\"")
        .contains("href=\"http://127.0.0.1:5512/dragonex/\"")
        .contains("href=\"http://localhost:8080/v2/game/9166/1002\"")
        .doesNotContain("data-demo=\"fomo\"");
  }

  @Test
  void nothingStopsBeforeWhatNeedsIt() {
    assertThat(LifecycleOrder.problems(console, RouterFunction.class)).isEmpty();
  }

  @Test
  void nothingIsShownWithoutACallerToken() throws Exception {
    HttpResponse<String> page =
        client.send(request("/").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(401);
  }

  @Test
  void showsWhoIsReadyWhoIsNotAndWhoIsSilent() throws Exception {
    String body = get("/console/services", "en").body();
    assertThat(body).contains("Ready").contains("Not ready").contains("No response");
    assertThat(body).contains("Database").contains("Kafka topics");
  }

  @Test
  void documentsAreListedAndShown() throws Exception {
    assertThat(get("/docs/", "en").body())
        .contains("href=\"/docs/protocols/README.md\"")
        .contains("href=\"/docs/guides/dragonex.md\"");
    HttpResponse<String> document = get("/docs/protocols/dragonex.md", "ko");
    assertThat(document.body()).contains("<table tabindex=").contains("문서 검색");
    assertThat(document.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(get("/docs/decisions/", "en").body())
        .contains("href=\"/docs/decisions/0001-record-architecture-decisions.md\"");
    assertThat(get("/docs/protocols/vectors.json", "en").headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @ParameterizedTest
  @CsvSource({"en, sections contain", "zh-CN, 处包含", "ko, 포함한 곳"})
  void documentsAreSearched(String language, String found) throws Exception {
    assertThat(get("/docs/search?q=11015", language).body())
        .contains(found)
        .contains("<mark>11015</mark>")
        .contains("href=\"/docs/errors/access-key.md#users\"");
    assertThat(get("/docs/search?q=%3Cscript%3E", language).body()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @CsvSource({"/docs/nothing.md", "/docs/../console.yml", "/docs/%2e%2e/console.yml", "/nothing"})
  void whatIsNotThereIsNotFound(String path) throws Exception {
    assertThat(get(path, "en").statusCode()).isEqualTo(404);
  }
}
