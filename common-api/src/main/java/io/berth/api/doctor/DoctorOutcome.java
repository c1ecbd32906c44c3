package io.berth.api.doctor;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import java.time.Instant;
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
}
