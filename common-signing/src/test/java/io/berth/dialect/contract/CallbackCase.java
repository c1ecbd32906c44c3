package io.berth.dialect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.order.OrderEvent;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.callback.Callbacks.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Golden case of a callback: request, acknowledgement and retries. */
record CallbackCase(GoldenWorld world, GoldenFile golden) {
  private static final Set<String> SECTIONS =
      Set.of("event", "callback", "nothing", "judged", "schedule");

  void run() {
    golden.allow(SECTIONS);
    Callbacks callbacks = world.dialect().callbacks();
    if (golden.has("event")) {
      message(callbacks);
    }
    if (golden.has("judged")) {
      acknowledgement(callbacks);
    }
    if (golden.has("schedule")) {
      schedule(callbacks);
    }
  }

  private void message(Callbacks callbacks) {
    OrderEvent event = GoldenWorld.parse(golden.section("event"), OrderEvent.class);
    Message message = callbacks.message(event, world.app(), world.now());
    if (golden.has("nothing")) {
      assertThat(message).isNull();
      return;
    }
    HttpText expected = HttpText.parse(golden.section("callback"));
    assertThat(message).isNotNull();
    assertThat(new String(message.body(), StandardCharsets.UTF_8))
        .isEqualTo(new String(expected.body(), StandardCharsets.UTF_8));
    assertThat(message.method() + " " + message.url()).isEqualTo(expected.firstLine());
    Map<String, String> headers = new LinkedHashMap<>();
    message.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    assertThat(headers).isEqualTo(expected.singleHeaders());
  }

  /** Lines of {@code status done|again body}. */
  private void acknowledgement(Callbacks callbacks) {
    for (String line : golden.section("judged").split("\n")) {
      String[] parts = line.split(" ", 3);
      String body = parts.length > 2 ? parts[2] : "";
      assertThat(
              callbacks.delivered(
                  Integer.parseInt(parts[0]), body.getBytes(StandardCharsets.UTF_8)))
          .as(line)
          .isEqualTo(parts[1].equals("done"));
    }
  }

  /** Lines of {@code attempts-made delay|never}. */
  private void schedule(Callbacks callbacks) {
    for (String line : golden.section("schedule").split("\n")) {
      String[] parts = line.split(" ");
      Duration delay = callbacks.delayAfter(Integer.parseInt(parts[0]));
      assertThat(delay == null ? "never" : delay.toString()).as(line).isEqualTo(parts[1]);
    }
  }
}
