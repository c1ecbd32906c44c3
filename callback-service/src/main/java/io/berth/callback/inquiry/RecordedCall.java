package io.berth.callback.inquiry;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallResult;
import io.berth.service.outbound.CallProblems;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A call of a merchant as it was recorded.
 *
 * @param httpStatus 0 where no response came
 * @param error null where a whole response came
 * @param response its first kilobyte; null where none came
 */
public record RecordedCall(
    int httpStatus,
    long durationMillis,
    boolean acknowledged,
    @Nullable String error,
    byte @Nullable [] response) {

  private static final int LONGEST = 1024;

  /** The call as people see it. */
  public CallResult result(Acknowledgement expected) {
    return new CallResult(
        httpStatus,
        durationMillis,
        acknowledged,
        acknowledged ? null : CallProblems.of(expected, httpStatus, error),
        CallProblems.detail(error),
        response == null ? "" : text(response));
  }

  /** Readable whatever came: the response is another server's. */
  private static String text(byte[] bytes) {
    int length = Math.min(bytes.length, LONGEST);
    return new String(bytes, 0, length, StandardCharsets.UTF_8)
        .replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", "\uFFFD");
  }
}
