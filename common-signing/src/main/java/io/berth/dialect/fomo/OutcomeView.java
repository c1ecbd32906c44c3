package io.berth.dialect.fomo;

import io.berth.api.Command;
import io.berth.api.Outcome.Success;
import io.berth.dialect.api.ResponseBody;
import tools.jackson.core.JsonGenerator;

/**
 * Writes an outcome as an endpoint's answer.
 *
 * @param success outcome of the command
 * @param data writes the fields of {@code data}
 * @param beside writes the fields that stand beside {@code data} as well
 */
record OutcomeView<S extends Success>(Class<S> success, Fields<S> data, Fields<S> beside) {

  /** Writes fields into an open object. */
  @FunctionalInterface
  interface Fields<S> {
    void write(JsonGenerator json, S success, Command command);
  }

  static <S extends Success> OutcomeView<S> of(Class<S> success, Fields<S> data) {
    return new OutcomeView<>(success, data, (json, shown, command) -> {});
  }

  static <S extends Success> OutcomeView<S> of(Class<S> success, Fields<S> data, Fields<S> beside) {
    return new OutcomeView<>(success, data, beside);
  }

  ResponseBody response(Success outcome, Command command) {
    if (!success.isInstance(outcome)) {
      return FomoEnvelope.failure(FomoCode.INTERNAL);
    }
    S shown = success.cast(outcome);
    return FomoEnvelope.success(
        json -> data.write(json, shown, command), json -> beside.write(json, shown, command));
  }
}
