package io.berth.callback.inquiry;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallResult;
import io.berth.service.outbound.CallProblems;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts what is kept of a call into what people are shown. */
public final class ResponseViews {

  private static final int LONGEST = 1024;

  private ResponseViews() {}

  /**
   * @param httpStatus 0 where no answer came
   */
  public static CallResult result(
      Acknowledgement wanted,
      int httpStatus,
      long durationMillis,
      boolean acknowledged,
      @Nullable String error,
      byte @Nullable [] answer) {
    return new CallResult(
        httpStatus,
        durationMillis,
        acknowledged,
        acknowledged ? null : CallProblems.of(wanted, httpStatus, error),
        CallProblems.detail(error),
        answer == null ? "" : text(answer));
  }

  /** Readable whatever came: it is somebody else's server that wrote it. */
  public static String text(byte[] bytes) {
    int length = Math.min(bytes.length, LONGEST);
    return new String(bytes, 0, length, StandardCharsets.UTF_8)
        .replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", "\uFFFD");
  }
}
