package io.berth.dialect;

import io.berth.api.Acknowledgement;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a merchant's answer to a callback. */
final class Receipt {

  private Receipt() {}

  static boolean isGiven(Acknowledgement wanted, int httpStatus, byte[] body) {
    return wanted.counts(httpStatus)
        && (wanted.values().isEmpty() || wanted.values().contains(word(wanted.field(), body)));
  }

  /** A number or a string, as PHP games mix them up. */
  private static String word(@Nullable String field, byte[] body) {
    if (field == null) {
      return new String(body, StandardCharsets.UTF_8).strip();
    }
    Params answer = Params.ofJson(body);
    String value = answer.required(field);
    return answer.problem() == null ? value : "";
  }
}
