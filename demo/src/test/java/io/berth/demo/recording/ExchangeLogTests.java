package io.berth.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Request;
import io.berth.demo.recording.RecordedExchange.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeLogTests {

  private final ExchangeLog log = new ExchangeLog();

  private static RecordedExchange exchange(String target) {
    return new RecordedExchange(
        Kind.CALL,
        Instant.EPOCH,
        Duration.ZERO,
        new Request("GET", target, Map.of(), ""),
        Response.withoutBody(200),
        List.of());
  }

  private List<String> seenBy(String sessionId) {
    return log.of(sessionId).stream().map(entry -> entry.exchange().request().target()).toList();
  }

  @Test
  void everybodySeesTheirOwnNewestFirst() {
    log.record("a", exchange("/1"));
    log.record("b", exchange("/2"));
    log.record("a", exchange("/3"));
    assertThat(seenBy("a")).containsExactly("/3", "/1");
    assertThat(seenBy("b")).containsExactly("/2");
  }

  @Test
  void theOldestGoFirst() {
    for (int number = 0; number < 100; number++) {
      log.record("a", exchange("/" + number));
    }
    assertThat(seenBy("a")).hasSize(60).startsWith("/99").endsWith("/40");
    for (int number = 0; number < 1_000; number++) {
      log.record("visit " + number, exchange("/x"));
    }
    assertThat(seenBy("a")).isEmpty();
  }

  @Test
  void whoeverComesBackTakesAlongWhatWasTheirs() throws InterruptedException {
    log.assign("player", "before");
    log.record("before", exchange("/1"));
    try (ExchangeLog.Watcher watcher = log.watch("after")) {
      log.assign("player", "after");
      ExchangeLog.Entry moved = watcher.next(0);
      assertThat(moved).isNotNull();
      assertThat(moved.exchange().request().target()).isEqualTo("/1");
    }
    assertThat(seenBy("before")).isEmpty();
    assertThat(seenBy("after")).containsExactly("/1");
    assertThat(log.sessionOf("player")).isEqualTo("after");
  }

  @Test
  void tooManyWatchersEndTheOldest() {
    ExchangeLog.Watcher first = log.watch("a");
    for (int number = 0; number < 40; number++) {
      log.watch("a");
    }
    assertThat(first.ended()).isTrue();
  }

  @Test
  void secretsAreMaskedWhereverTheyStand() {
    Response response =
        new Response(
            200,
            Map.of("Authorization", "Bearer abcdefghijklmnop", "at", "abcdefghijklmnop"),
            "{\"access_token\":\"abcdefghijklmnop\",\"name\":\"Alice\",\"pwd\":\"hush\"}");
    assertThat(response.headers())
        .containsEntry("Authorization", "Bearer abcdef…")
        .containsEntry("at", "abcdef…");
    assertThat(response.body())
        .isEqualTo("{\"access_token\":\"abcdef…\",\"name\":\"Alice\",\"pwd\":\"•••\"}");
    assertThat(new Response(200, Map.of(), "login_name=a&pwd=hush&client_secret=hush&x=1").body())
        .isEqualTo("login_name=a&pwd=•••&client_secret=•••&x=1");
    assertThat(new Response(200, Map.of(), "name=\"wallet_pwd\"\r\n\r\nhush\r\n--").body())
        .isEqualTo("name=\"wallet_pwd\"\r\n\r\n•••\r\n--");
    assertThat(exchange("/me?token=abcdefghijklmnop&x=1").request().target())
        .isEqualTo("/me?token=abcdef…&x=1");
  }
}
