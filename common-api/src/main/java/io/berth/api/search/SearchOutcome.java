package io.berth.api.search;

import io.berth.api.Outcome;
import java.util.List;

/** Answers to {@link SearchCommand}s. */
public sealed interface SearchOutcome extends Outcome.ForConsole {

  record Found(List<Hit> hits) implements SearchOutcome {}

  /**
   * @param place id of the company of a member, of the app of anything else
   * @param id access key, mail address or OpenId
   */
  record Hit(Kind kind, String place, String id) {}

  enum Kind {
    KEY,
    MEMBER,
    /** Somebody who has allowed an app something. */
    USER
  }
}
