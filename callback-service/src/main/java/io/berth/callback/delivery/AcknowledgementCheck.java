package io.berth.callback.delivery;

import io.berth.api.delivery.CallProblem;
import io.berth.callback.result.AttemptResult;
import io.berth.dialect.callback.Callbacks;
import io.berth.service.outbound.CallProblems;
import io.berth.service.outbound.Reply;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Checks whether a response acknowledges a callback, and schedules the next attempt. */
@Component
public class AcknowledgementCheck {

  private static final Logger log = LoggerFactory.getLogger(AcknowledgementCheck.class);
  private static final byte[] NOTHING = new byte[0];

  private final Duration retryAfterLimit;

  public AcknowledgementCheck(DeliveryProperties properties) {
    this.retryAfterLimit = properties.retryAfterLimit();
  }

  AttemptResult check(Callbacks callbacks, int number, Reply reply) {
    return switch (reply) {
      case Reply.Answered answered -> answered(callbacks, number, answered);
      case Reply.Unanswered(String error, Duration duration) ->
          failed(callbacks, number, error, duration);
      case Reply.Unsent(String error, Duration duration) ->
          failed(callbacks, number, error, duration);
    };
  }

  private AttemptResult answered(Callbacks callbacks, int number, Reply.Answered answered) {
    // Half a body must not pass for a whole one: a dialect that reads it gets none.
    byte[] body = answered.complete() ? answered.body() : NOTHING;
    String error = answered.complete() ? null : CallProblems.ENDLESS;
    CallProblem problem =
        delivered(callbacks, answered.status(), body)
            ? null
            : CallProblems.of(callbacks.acknowledgement(), answered.status(), error);
    return new AttemptResult(
        number,
        answered.status(),
        answered.duration(),
        Arrays.copyOf(
            answered.body(), Math.min(answered.body().length, AttemptResult.LONGEST_ANSWER)),
        error,
        problem,
        problem == null ? null : next(callbacks, number, answered.retryAfter()));
  }

  private static boolean delivered(Callbacks callbacks, int status, byte[] body) {
    try {
      return callbacks.delivered(status, body);
    } catch (RuntimeException e) {
      log.error("an answer with status {} cannot be judged", status, e);
      return false;
    }
  }

  private AttemptResult failed(Callbacks callbacks, int number, String error, Duration duration) {
    CallProblem problem = CallProblems.of(callbacks.acknowledgement(), 0, error);
    return new AttemptResult(
        number, 0, duration, null, error, problem, next(callbacks, number, null));
  }

  /** Never earlier than the protocol says; later if the merchant asks for it, within reason. */
  private @Nullable Duration next(
      Callbacks callbacks, int attemptsMade, @Nullable Duration retryAfter) {
    Duration scheduled = callbacks.delayAfter(attemptsMade);
    if (scheduled == null || retryAfter == null) {
      return scheduled;
    }
    Duration asked = min(retryAfter, retryAfterLimit);
    return asked.compareTo(scheduled) > 0 ? asked : scheduled;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
