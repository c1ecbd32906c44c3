package io.berth.service.outbound;

import io.berth.api.Acknowledgement;
import io.berth.api.CallProblem;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells from what is kept of an attempt why it did not tell the merchant. */
public final class CallProblems {

  static final String NO_CONNECTION = "no connection in time";
  static final String NO_TLS = "no TLS handshake in time";
  static final String NO_ANSWER = "no answer in time";
  static final String UNKNOWN_HOST = "the host's name cannot be resolved";
  static final String REFUSED = "connection refused";
  static final String TLS = "TLS: ";
  static final String CLOSED = "the connection was closed before an answer";
  static final String UNREADABLE = "the answer is not HTTP, or its headers are too long";
  static final String FORBIDDEN = "is an address that is not called";

  /** Words for an answer that was cut short. */
  public static final String ENDLESS = "the answer is too long or does not end";

  private static final Map<String, CallProblem> WORDS =
      Map.of(
          NO_CONNECTION, CallProblem.NO_CONNECTION_IN_TIME,
          NO_TLS, CallProblem.NO_TLS_IN_TIME,
          NO_ANSWER, CallProblem.NO_ANSWER_IN_TIME,
          UNKNOWN_HOST, CallProblem.HOST_UNKNOWN,
          REFUSED, CallProblem.CONNECTION_REFUSED,
          CLOSED, CallProblem.CONNECTION_CLOSED,
          UNREADABLE, CallProblem.ANSWER_UNREADABLE,
          ENDLESS, CallProblem.ENDLESS_ANSWER);

  private CallProblems() {}

  /**
   * @param httpStatus 0 where no answer came
   * @param error as the attempt recorded it
   */
  public static CallProblem of(Acknowledgement wanted, int httpStatus, @Nullable String error) {
    if (httpStatus != 0 && !wanted.counts(httpStatus)) {
      return CallProblem.STATUS;
    }
    if (error == null) {
      return httpStatus == 0 ? CallProblem.OTHER : CallProblem.BODY;
    }
    CallProblem known = WORDS.get(error);
    return known == null ? withDetail(httpStatus, error) : known;
  }

  private static CallProblem withDetail(int httpStatus, String error) {
    if (error.startsWith(TLS)) {
      return CallProblem.TLS;
    }
    if (error.endsWith(FORBIDDEN)) {
      return CallProblem.ADDRESS_FORBIDDEN;
    }
    boolean unsent = httpStatus == 0 && TargetRules.isWording(error);
    return unsent ? CallProblem.REQUEST_MALFORMED : CallProblem.OTHER;
  }

  /** What an error says beyond its problem; null where the problem says it all. */
  public static @Nullable String detail(@Nullable String error) {
    return error == null || WORDS.containsKey(error) ? null : Objects.requireNonNull(error);
  }
}
