package io.berth.api.company;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to {@link LegalCommand}s. */
public sealed interface LegalOutcome extends Outcome.ForConsole {

  /** State of a company's legal details. */
  enum LegalState {
    /** None were entered. */
    MISSING,
    /** An operator has to check them. */
    UNCHECKED,
    CHECKED,
    REFUSED
  }

  /**
   * @param name of the company by language tag
   * @param version counts changes
   * @param reason of the latest decision; empty without one
   * @param decidedAt null before a decision
   */
  record LegalFound(
      String companyId,
      Map<String, String> name,
      String legalName,
      String address,
      String registration,
      LegalState state,
      long version,
      String reason,
      @Nullable Instant decidedAt,
      List<Document> documents)
      implements LegalOutcome {}

  /**
   * @param name with the extension of its type
   * @param bytes its size
   */
  record Document(long id, String name, long bytes, Instant uploadedAt) {}

  /**
   * @param content base64
   */
  record DocumentFound(String name, String mediaType, String content) implements LegalOutcome {
    @Override
    public String toString() {
      return "DocumentFound[]";
    }
  }

  /**
   * Companies that wait for a check, the longest waiting first.
   *
   * @param more whether there are more than these
   */
  record Unchecked(List<UncheckedCompany> companies, boolean more) implements LegalOutcome {}

  /**
   * @param since when the details were changed last
   */
  record UncheckedCompany(String companyId, String legalName, Instant since) {}
}
