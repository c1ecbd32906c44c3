package io.berth.api.doctor;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DoctorCommand}s. */
public sealed interface DoctorOutcome extends Outcome.ForConsole {

  /**
   * @param code what the request would be refused with; null where it would not be
   * @param detail what the code is about, in English; for {@link Verdict#NO_ENDPOINT} the methods
   *     that the path has
   * @param diagnosis null where nothing is to be explained
   * @param signedAt when the request says that it was signed; null where it does not say
   */
  record Checked(
      Verdict verdict,
      @Nullable ErrorCode code,
      String detail,
      @Nullable Diagnosis diagnosis,
      @Nullable Instant signedAt)
      implements DoctorOutcome {}

  enum Verdict {
    SIGNED,
    /** It was right when it was signed; its time is over, or yet to come. */
    SIGNED_AT_ANOTHER_TIME,
    /** The signature is right, but a parameter is not. */
    SIGNED_BUT_UNREADABLE,
    REFUSED,
    /** Requests of this kind are not signed. */
    NOT_SIGNED,
    /** It names another app, or none. */
    OTHER_APP,
    NO_ENDPOINT
  }

  /** A request of test and its answer. */
  record Exchanged(SentRequest request, ReceivedResponse response) implements DoctorOutcome {}

  /**
   * @param headers in the order in which they were written
   * @param body with every secret replaced
   * @param signedText the text that was signed, with every secret replaced; empty where none was
   */
  record SentRequest(
      String method, String url, List<Header> headers, String body, String signedText) {}

  /**
   * @param body its beginning where it is long
   * @param code of the dialect, as the body says it; null where it says none
   * @param success whether the code says so
   * @param requestId empty where the response has none
   */
  record ReceivedResponse(
      int status,
      List<Header> headers,
      String body,
      @Nullable Integer code,
      boolean success,
      String requestId,
      long milliseconds) {}

  record Header(String name, String value) {}
}
