package io.berth.console.page;

import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Responses to a submitted form.
 *
 * @param expected outcome of a form that is accepted
 * @param waiting response where the change waits for another operator; null where none can
 * @param rejected shows the form again, with the problems by field
 */
public record FormResult<T extends Outcome>(
    Class<T> expected,
    Function<T, Mono<ServerResponse>> accepted,
    @Nullable Function<ChangeWaiting, Mono<ServerResponse>> waiting,
    Function<Map<String, String>, Mono<ServerResponse>> rejected) {

  public static <T extends Outcome> FormResult<T> of(
      Class<T> expected,
      Function<T, Mono<ServerResponse>> accepted,
      Function<Map<String, String>, Mono<ServerResponse>> rejected) {
    return new FormResult<>(expected, accepted, null, rejected);
  }
}
