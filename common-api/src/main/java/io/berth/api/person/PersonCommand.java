package io.berth.api.person;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import org.jspecify.annotations.Nullable;

/** Commands of pay-service, which knows what a person owns, about the person. */
public sealed interface PersonCommand extends DidCommand {

  /** Answers {@link PersonOutcome.PersonalData}. */
  record ReadPersonalData(long uid) implements PersonCommand {}

  /**
   * Reads the same for an operator, and writes it to the audit log.
   *
   * @param operator uid of the operator
   * @param address of the operator
   */
  record ExportPerson(long uid, long operator, @Nullable String address, String reason)
      implements PersonCommand {}

  /**
   * Erases a person who asks for it. Answers {@link Outcome.Done}, or {@link Outcome.Invalid},
   * which says why not.
   *
   * @param sessionId of the person who asks
   * @param address of the person who asks
   * @param password as the person typed it
   */
  record EraseOwnAccount(long uid, String sessionId, @Nullable String address, String password)
      implements PersonCommand {

    @Override
    public String toString() {
      return "EraseOwnAccount[" + uid + "]";
    }
  }

  /**
   * Erases a person for an operator. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param operator uid of the operator
   * @param address of the operator
   */
  record ErasePerson(long uid, long operator, @Nullable String address, String reason)
      implements PersonCommand {}
}
