package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.launcher.LogSearch;
import io.berth.standalone.service.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PaymentStoryTests {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?lang=en";

  /** Open id in the demo's platform. */
  private static final String ALICE = "59991c0e35855a48bb1157295dd63ce4";

  private final RunningBerth berth = RunningBerth.get();
  private final MerchantClient merchant = berth.dragonex(Clock.systemUTC());
  private final String tradeNo = "t" + UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void close() {
    merchant.close();
  }

  private SignedResponse prepay(String volume) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("trade_no", tradeNo);
    parameters.put("coin_code", "usdt");
    parameters.put("volume", volume);
    parameters.put("device", "device_1");
    parameters.put("state", "state_01");
    parameters.put("redirect_url", REDIRECT);
    return merchant.post("/api/v1/pay/user2app/pre/", parameters);
  }

  private JsonNode order() {
    return merchant.post("/api/v1/pay/order/detail/", Map.of("trade_no", tradeNo)).data();
  }

  @Test
  void aPaymentReachesTheMerchantByRedirectAndByCallback() {
    SignedResponse prepaid = prepay("3");
    assertThat(order().path("status").asInt()).isEqualTo(3);
    try (Player player = berth.player()) {
      Map<String, String> result = player.pay(prepaid.text("pay_url")).redirectParameters();
      assertThat(result)
          .containsEntry("status", "1")
          .containsEntry("volume", "3")
          .containsEntry("cut_volume", "0.03")
          .containsEntry("state", "state_01")
          .containsEntry("lang", "en");
    }
    JsonNode callback =
        berth.callbacks().awaitCallback(tradeNo, 1, Demo.DRAGONEX, RunningBerth.QUIET);
    assertThat(callback.path("status").asInt()).isEqualTo(1);
    assertThat(order().path("arrive_time").asLong())
        .isEqualTo(callback.path("arrive_time").asLong());
  }

  @Test
  void aPayoutCanBeFollowedThroughTheLogsAndTheTraceOfAllServices() throws Exception {
    SignedResponse paid =
        merchant.post(
            "/api/v1/pay/app2user/do/",
            Map.of(
                "trade_no", tradeNo,
                "open_id", ALICE,
                "coin_code", "usdt",
                "volume", "0.5",
                "scene", "story",
                "desc", "",
                "device", "device_1"));
    assertThat(paid.code()).isEqualTo(1);
    berth.callbacks().awaitCallback(tradeNo, 1, Demo.DRAGONEX, RunningBerth.QUIET);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .extracting(line -> line.service() + ": " + line.text().split(" - ", 2)[1])
                    .anyMatch(line -> line.matches("gateway: dragonex pay/app2user/do OK in .*"))
                    .anyMatch(line -> line.matches("pay-service: dragonex PayUser OK in .*"))
                    .anyMatch(line -> line.matches("callback-service: berth.orders OK in .*"))
                    .anyMatch(line -> line.matches("callback-service: order .* delivered .*"))
                    .anyMatch(line -> line.matches("pay-service: berth.deliveries OK in .*")));

    String requestId = lines().getFirst().text().replaceFirst("(?s).*requestId=(\\w+).*", "$1");
    String root = requestId.substring(16);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(berth.traces().of(requestId))
                    .filteredOn(span -> span.statement().isEmpty())
                    .extracting(
                        span -> span.service() + ' ' + span.name() + ' ' + span.kind(),
                        TraceReceiver.Span::parentId)
                    .containsExactlyInAnyOrder(
                        tuple("gateway dragonex pay/app2user/do 2", ""),
                        tuple("pay-service dragonex PayUser 2", root),
                        tuple("pay-service berth.orders 4", root),
                        tuple("callback-service berth.orders 5", root),
                        tuple("callback-service dragonex callback 3", root),
                        tuple("pay-service berth.deliveries 5", root)));
    statementsAreBelowTheCommand(requestId);
    assertThat(berth.traces().of(requestId))
        .filteredOn(span -> span.parentId().isEmpty())
        .extracting(TraceReceiver.Span::id)
        .containsExactly(root);
    assertThat(berth.traces().of(requestId))
        .allSatisfy(span -> assertThat(span.endNanos()).isGreaterThanOrEqualTo(span.startNanos()))
        .allSatisfy(span -> assertThat(span.status()).isZero());
    hasExemplar(Service.GATEWAY, "berth_gateway_requests_seconds_bucket");
    hasExemplar(Service.PAY, "berth_command_seconds_bucket");
    hasExemplar(Service.CALLBACK, "berth_callback_delay_seconds_bucket");
  }

  /** They were exported before the command. */
  private void statementsAreBelowTheCommand(String requestId) {
    List<TraceReceiver.Span> spans = berth.traces().of(requestId);
    String command =
        spans.stream()
            .filter(span -> span.name().equals("dragonex PayUser"))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(spans)
        .filteredOn(span -> !span.statement().isEmpty())
        .isNotEmpty()
        .allSatisfy(span -> assertThat(span.service()).isEqualTo("pay-service"))
        .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(command))
        .allSatisfy(span -> assertThat(span.statement()).doesNotContain(tradeNo, ALICE))
        .anySatisfy(span -> assertThat(span.name()).startsWith("select post_"));
  }

  /** A bucket, as Prometheus scrapes it, names a span that the traces have. */
  private void hasExemplar(Service service, String metric) throws Exception {
    int port = service.managementPort(URI.create(berth.origin()).getPort());
    HttpRequest scrape =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
            .header("Accept", "application/openmetrics-text; version=1.0.0")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text = client.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
      List<MatchResult> exemplars =
          Pattern.compile(metric + "\\{.* # \\{span_id=\"(\\w+)\",trace_id=\"(\\w+)\"} ")
              .matcher(text)
              .results()
              .toList();
      assertThat(exemplars)
          .as(metric)
          .anySatisfy(
              exemplar ->
                  assertThat(berth.traces().of(exemplar.group(2)))
                      .extracting(TraceReceiver.Span::id)
                      .contains(exemplar.group(1)));
    }
  }

  private List<LogSearch.Entry> lines() {
    return LogSearch.find(berth.data().resolve("logs"), tradeNo);
  }

  @Test
  void aCancelledPaymentMovesNothing() {
    SignedResponse prepaid = prepay("3");
    try (Player player = berth.player()) {
      Map<String, String> result = player.cancel(prepaid.text("pay_url")).redirectParameters();
      assertThat(result).containsEntry("status", "-1").containsEntry("trade_no", tradeNo);
    }
    assertThat(order().path("status").asInt()).isEqualTo(2);
    assertThat(berth.callbacks().count(tradeNo)).isZero();
  }

  @Test
  void theSamePrepaymentAgainIsTheSameOrderAndAnotherOneIsADuplicate() {
    String first = prepay("3").text("pay_url");
    assertThat(prepay("3").code()).isEqualTo(1);
    assertThat(first).isNotEmpty();
    assertThat(prepay("4").code()).isEqualTo(4009);
  }

  @Test
  void whoDeniesIsSentBackWithoutACode() {
    try (Player player = berth.player()) {
      Page redirect =
          player.deny(
              berth.origin()
                  + "/oauth/login/?app_id=appidfortest&scopes=1&state=state_01&device=device_1"
                  + "&redirect_url=http%3A%2F%2F127.0.0.1%3A5500%2Fdemo%2Fwebapp%2F");
      assertThat(redirect.location())
          .startsWith("http://127.0.0.1:5500/demo/webapp/?")
          .contains("code=&")
          .contains("expire_time=-1");
    }
  }
}
