package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.dialect.Answer;
import io.berth.dialect.App;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a dialect's request.
 *
 * @param app whose seal the answer carries, where it is known
 * @param refusal null for success
 */
record Reply(Answer answer, @Nullable App app, @Nullable ErrorCode refusal) {

  static @Nullable ErrorCode refusal(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refusal(ErrorCode code, _) -> code;
      case Outcome.Success _ -> null;
    };
  }

  Reply withStatus(int status) {
    return new Reply(new Answer(status, answer.contentType(), answer.body()), app, refusal);
  }
}
