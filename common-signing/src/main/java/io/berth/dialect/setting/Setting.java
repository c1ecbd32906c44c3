package io.berth.dialect.setting;

import io.berth.dialect.http.HttpUrl;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Declares one setting that apps of a dialect have. Bootstrap files, storage and the console follow
 * this declaration.
 *
 * @param name as in the bootstrap file
 * @param secret encrypted at rest, shown once, rotated with a grace period
 * @param options the choices of a {@link Kind#CHOICE}, the columns of a {@link Kind#TABLE}, the
 *     names of {@link Kind#LISTS}; empty for the others
 * @param problem what is wrong with a value, in one line that names the rule, or null
 */
public record Setting(
    String name,
    Kind kind,
    boolean secret,
    boolean required,
    List<String> options,
    Function<JsonNode, @Nullable String> problem) {
  private static final int MAX_TEXT = 256;

  /** One without options. */
  public Setting(
      String name,
      Kind kind,
      boolean secret,
      boolean required,
      Function<JsonNode, @Nullable String> problem) {
    this(name, kind, secret, required, List.of(), problem);
  }

  /** An optional secret of 1 to 256 characters. */
  public static Setting secretText(String name) {
    return new Setting(name, Kind.TEXT, true, false, Setting::textProblem);
  }

  /** A secret of 1 to 256 characters without which no app is put. */
  public static Setting requiredSecret(String name) {
    return new Setting(name, Kind.TEXT, true, true, Setting::textProblem);
  }

  /** An optional web address. */
  public static Setting url(String name) {
    return new Setting(name, Kind.URL, false, false, Setting::urlProblem);
  }

  private static @Nullable String textProblem(JsonNode value) {
    String text = value.asString("");
    return value.isValueNode()
            && !text.isEmpty()
            && text.codePointCount(0, text.length()) <= MAX_TEXT
        ? null
        : "must be text of 1 to " + MAX_TEXT + " characters";
  }

  private static @Nullable String urlProblem(JsonNode value) {
    return value.isString() && HttpUrl.parse(value.stringValue()) != null
        ? null
        : "must be an absolute http or https URL";
  }

  /** Tells the console which input to show. */
  public enum Kind {
    TEXT,
    CHOICE,
    NUMBER,
    FLAG,
    URL,
    LIST,
    /** An object of lists. */
    LISTS,
    TABLE
  }
}
