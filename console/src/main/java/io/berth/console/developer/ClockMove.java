package io.berth.console.developer;

import io.berth.api.Outcome;
import io.berth.api.testclock.TestClockOutcome.CallbacksMoved;
import io.berth.api.testclock.TestClockOutcome.OrdersMoved;
import io.berth.api.testclock.TestClockOutcome.TokensMoved;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The schedules that a move of a test's clock made due. The address of the page that shows them
 * carries them, so that reloading that page does not move the clock again.
 *
 * @param values numbers, and the day that was reconciled, by the keys of their messages; what a
 *     service did not move is missing
 */
record ClockMove(Map<String, String> values) {
  private static final List<String> ORDER =
      List.of("orders", "callbacks", "codes", "tokens", "reconciled");
  private static final Pattern VALUE = Pattern.compile("[0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}");

  static ClockMove of(TokensMoved tokens, Outcome orders, Outcome callbacks) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("codes", Long.toString(tokens.codes()));
    values.put("tokens", Long.toString(tokens.tokens()));
    if (orders instanceof OrdersMoved moved) {
      values.put("orders", Long.toString(moved.expired()));
      if (moved.reconciled() != null) {
        values.put("reconciled", moved.reconciled().toString());
      }
    }
    if (callbacks instanceof CallbacksMoved moved) {
      values.put("callbacks", Long.toString(moved.due()));
    }
    return new ClockMove(values);
  }

  /** Null where the address carries none. */
  static @Nullable ClockMove of(ServerRequest request) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : ORDER) {
      request
          .queryParam(key)
          .filter(value -> VALUE.matcher(value).matches())
          .ifPresent(value -> values.put(key, value));
    }
    return values.isEmpty() ? null : new ClockMove(values);
  }

  URI addTo(String path) {
    return URI.create(
        values.entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining("&", path + "?", "")));
  }

  /** Whether every service moved its part. */
  public boolean isWhole() {
    return values.containsKey("orders") && values.containsKey("callbacks");
  }
}
