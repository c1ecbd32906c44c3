package io.berth.console.doctor;

import io.berth.api.ErrorCode;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import java.util.List;
import java.util.Locale;

/**
 * A message key with its arguments.
 *
 * @param key of a message
 */
record DoctorMessage(String key, List<String> arguments) {
  private static final String MISTAKE = "console.doctor.mistake.";

  /** The reason why a request was refused. */
  static DoctorMessage reason(ErrorCode code) {
    return new DoctorMessage("console.doctor.reason." + code.name(), List.of());
  }

  /** Whether there is an explanation beside the reason. */
  static boolean explains(Diagnosis diagnosis) {
    return diagnosis.mistake() != Mistake.PLAIN;
  }

  /** The likely mistake. */
  static DoctorMessage of(Diagnosis diagnosis) {
    Mistake mistake = diagnosis.mistake();
    String detail = diagnosis.detail();
    return switch (mistake) {
      case CLOCK -> {
        long ahead = Long.parseLong(detail);
        yield new DoctorMessage(
            MISTAKE + mistake + (ahead > 0 ? ".ahead" : ".behind"), List.of(span(Math.abs(ahead))));
      }
      case LOCAL_TIME -> new DoctorMessage(MISTAKE + mistake, List.of(detail.substring(1), detail));
      case CONTENT_TYPE ->
          detail.isEmpty()
              ? new DoctorMessage(MISTAKE + mistake + ".none", List.of())
              : new DoctorMessage(MISTAKE + mistake, List.of(detail));
      default -> new DoctorMessage(MISTAKE + mistake, List.of(detail));
    };
  }

  /** Formats seconds as {@code 12:05}, minutes and seconds. */
  private static String span(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
