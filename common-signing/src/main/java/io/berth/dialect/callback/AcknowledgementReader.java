package io.berth.dialect.callback;

import io.berth.api.delivery.Acknowledgement;
import io.berth.dialect.parameter.Params;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a merchant's answer to a callback. */
final class AcknowledgementReader {

  private static final Pattern BYTE_ORDER_MARKS = Pattern.compile("^\\uFEFF+");

  private AcknowledgementReader() {}

  static boolean isGiven(Acknowledgement wanted, int httpStatus, byte[] body) {
    return wanted.counts(httpStatus)
        && (wanted.values().isEmpty() || wanted.values().contains(word(wanted.field(), body)));
  }

  /** A number or a string, as PHP games mix them up. */
  private static String word(@Nullable String field, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    // Editors put a byte order mark before the first line of a PHP file, which then sends it.
    String unmarked = BYTE_ORDER_MARKS.matcher(text).replaceFirst("");
    if (field == null) {
      return unmarked.strip();
    }
    Params answer = Params.ofJson(unmarked.getBytes(StandardCharsets.UTF_8));
    return answer.problem() == null ? answer.all().getOrDefault(field, "") : "";
  }
}
