package io.berth.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Outcome of a {@link Command}: one of the successes below, or a {@link Refusal}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Outcome {

  /** A command that was carried out. */
  non-sealed interface Success extends Outcome {}

  /**
   * A command that was not carried out and left nothing behind.
   *
   * @param detail for logs and the console, in English, never a secret; dialects send their own
   *     words
   */
  record Refusal(ErrorCode code, @Nullable String detail) implements Outcome {
    public static Refusal of(ErrorCode code) {
      return new Refusal(code, null);
    }

    public static Refusal of(ErrorCode code, String detail) {
      return new Refusal(code, detail);
    }
  }

  record Done() implements Success {}

  /** Outcome that only the console receives. */
  interface ForConsole extends Success {}

  /**
   * @param permissions with regard to the app or company asked about
   * @param afterSecondFactor what there will be beside, once the session has passed it
   */
  record Access(Set<Permission> permissions, Set<Permission> afterSecondFactor)
      implements ForConsole {}

  /** The session has to pass the second factor before the same command can succeed. */
  record SecondFactorNeeded() implements ForConsole {}

  /** A form that was filled in wrongly; nothing was changed. */
  record Invalid(List<Problem> problems) implements ForConsole {
    public static Invalid of(String field, String problem, String... arguments) {
      return new Invalid(List.of(new Problem(field, problem, List.of(arguments))));
    }
  }

  /**
   * @param field name of the field as the command has it
   * @param problem what is wrong, for example {@code taken}: the console has words for each
   * @param arguments of those words
   */
  record Problem(String field, String problem, List<String> arguments) {}
}
