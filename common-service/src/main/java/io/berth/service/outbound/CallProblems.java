package io.berth.service.outbound;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.CallProblem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells from what is kept of an attempt why it did not tell the merchant. */
public final class CallProblems {

  static final String NO_CONNECTION = "no connection in time";
  static final String NO_TLS = "no TLS handshake in time";
  static final String NO_ANSWER = "no answer in time";
  static final String UNKNOWN_HOST = "the host's name cannot be resolved";
  static final String REFUSED = "connection refused";
  static final String RESET = "connection reset by the receiver";
  static final String UNREACHABLE = "the address cannot be reached";
  static final String TLS = "TLS: the handshake failed";
  static final String CERTIFICATE_UNTRUSTED = "TLS: the certificate is not trusted";
  static final String CERTIFICATE_EXPIRED = "TLS: the certificate has expired or is not valid yet";
  static final String CERTIFICATE_NAME = "TLS: the certificate is for another host name";
  static final String NOT_TLS = "the receiver does not speak TLS on this port";
  static final String FAILED = "the call failed";
  static final String CLOSED = "the connection was closed before an answer";
  static final String UNREADABLE = "the answer is not HTTP, or its headers are too long";
  static final String FORBIDDEN = "is an address that is not called";

  /** Words for an answer that was cut short. */
  public static final String ENDLESS = "the answer is too long or does not end";

  /** How attempts began that recorded what a TLS library said. */
  private static final String FORMER_TLS = "TLS: ";

  private static final Map<String, CallProblem> WORDS =
      Map.ofEntries(
          Map.entry(NO_CONNECTION, CallProblem.NO_CONNECTION_IN_TIME),
          Map.entry(NO_TLS, CallProblem.NO_TLS_IN_TIME),
          Map.entry(NO_ANSWER, CallProblem.NO_ANSWER_IN_TIME),
          Map.entry(UNKNOWN_HOST, CallProblem.HOST_UNKNOWN),
          Map.entry(REFUSED, CallProblem.CONNECTION_REFUSED),
          Map.entry(RESET, CallProblem.CONNECTION_RESET),
          Map.entry(UNREACHABLE, CallProblem.UNREACHABLE),
          Map.entry(TLS, CallProblem.TLS),
          Map.entry(CERTIFICATE_UNTRUSTED, CallProblem.CERTIFICATE_UNTRUSTED),
          Map.entry(CERTIFICATE_EXPIRED, CallProblem.CERTIFICATE_EXPIRED),
          Map.entry(CERTIFICATE_NAME, CallProblem.CERTIFICATE_NAME),
          Map.entry(NOT_TLS, CallProblem.NOT_TLS),
          Map.entry(CLOSED, CallProblem.CONNECTION_CLOSED),
          Map.entry(UNREADABLE, CallProblem.ANSWER_UNREADABLE),
          Map.entry(ENDLESS, CallProblem.ENDLESS_ANSWER),
          Map.entry(FAILED, CallProblem.OTHER));

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
    if (error.endsWith(FORBIDDEN)) {
      return CallProblem.ADDRESS_FORBIDDEN;
    }
    if (httpStatus == 0 && TargetRules.isWording(error)) {
      return CallProblem.REQUEST_MALFORMED;
    }
    String former =
        error.startsWith(FORMER_TLS) ? NativeFailures.tls(error) : NativeFailures.words(error);
    return former == null ? CallProblem.OTHER : WORDS.getOrDefault(former, CallProblem.OTHER);
  }

  /**
   * What an error says beyond its problem; null where the problem says it all. Attempts recorded
   * messages of exceptions once: those are no words for people.
   */
  public static @Nullable String detail(@Nullable String error) {
    return error != null && (error.endsWith(FORBIDDEN) || TargetRules.isWording(error))
        ? error
        : null;
  }
}
