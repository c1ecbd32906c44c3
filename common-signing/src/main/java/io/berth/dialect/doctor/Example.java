package io.berth.dialect.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole program for an integrator to start from. The program takes its secret from the
 * environment and holds the placeholders {@code {{origin}}}, {@code {{app_id}}} and, where the
 * protocol has access keys, {@code {{access_key}}}.
 *
 * @param fileName to save it as; a comment in the program says how to run it
 */
public record Example(Language language, String fileName, String program) {

  private static final Pattern RUN = Pattern.compile("(?m)^(?:#|//) ([A-Z_]+)=… (.+)$");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

  /** In the order in which they are shown. */
  public enum Language {
    CURL("curl", ".sh"),
    JAVA("Java", ".java"),
    NODE("Node", ".mjs"),
    PHP("PHP", ".php"),
    PYTHON("Python", ".py"),
    GO("Go", ".go");

    private final String ownName;
    private final String extension;

    Language(String ownName, String extension) {
      this.ownName = ownName;
      this.extension = extension;
    }

    public String ownName() {
      return ownName;
    }

    private String fileName(String name) {
      return this == JAVA
          ? Character.toUpperCase(name.charAt(0)) + name.substring(1) + extension
          : name + extension;
    }
  }

  /**
   * One in each language.
   *
   * @param owner in whose package the folder {@code examples/} is
   * @param name of the files, without their extension
   * @param values for places that are the same for every app
   */
  public static List<Example> inEachLanguage(
      Class<?> owner, String name, Map<String, String> values) {
    return Arrays.stream(Language.values())
        .map(
            language -> {
              String file = language.fileName(name);
              return new Example(language, file, filledIn(read(owner, "examples/" + file), values));
            })
        .toList();
  }

  /** The program with these values in their places; other places stay. */
  public String with(Map<String, String> values) {
    return filledIn(program, values);
  }

  /**
   * The command that runs the program.
   *
   * @param secret stands in for the secret
   */
  public String run(String secret) {
    Matcher comment = RUN.matcher(program);
    if (!comment.find()) {
      throw new IllegalStateException(fileName + " does not tell how to run it");
    }
    return comment.group(1) + "='" + secret + "' " + comment.group(2);
  }

  private static String filledIn(String program, Map<String, String> values) {
    return PLACE
        .matcher(program)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }

  private static String read(Class<?> owner, String file) {
    try (InputStream contents = owner.getResourceAsStream(file)) {
      if (contents == null) {
        throw new IllegalStateException(owner.getPackageName() + " lacks " + file);
      }
      return new String(contents.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
