package io.berth.dialect;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Declares one setting that apps of a dialect have. Bootstrap files, storage and the console follow
 * this declaration.
 *
 * @param name as in the bootstrap file
 * @param secret sealed at rest, shown once, rotated with a grace period
 * @param problem what is wrong with a value, in one line that names the rule, or null
 */
public record Setting(
    String name,
    Kind kind,
    boolean secret,
    boolean required,
    Function<JsonNode, @Nullable String> problem) {

  /** Tells the console which input to show. */
  public enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    URL,
    LIST,
    TABLE
  }
}
