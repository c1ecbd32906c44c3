package io.berth.did.name;

import io.berth.api.Outcome.Invalid;
import io.berth.did.text.DisplayName;
import org.jspecify.annotations.Nullable;

/** Checks the name of a company or an app that a form sends. */
public final class NameProblems {
  private static final String FIELD = "name";

  private NameProblems() {}

  /** Null where nothing is wrong with the name itself. */
  public static @Nullable Invalid of(String name) {
    DisplayName.Problem problem = DisplayName.problem(name);
    return switch (problem) {
      case null -> null;
      case LENGTH -> Invalid.of(FIELD, "length", "1", Integer.toString(DisplayName.LONGEST));
      case INVISIBLE -> Invalid.of(FIELD, "invisible");
      case LOOK_ALIKE -> Invalid.of(FIELD, "look-alike");
    };
  }

  /** For a name that another company carries. */
  public static Invalid taken() {
    return Invalid.of(FIELD, "taken");
  }
}
