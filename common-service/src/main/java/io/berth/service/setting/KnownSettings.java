package io.berth.service.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of all settings of all services, and which of them a given name means. Names are
 * written as Spring Boot reads them: with dashes, in camel case, or as environment variables.
 */
public final class KnownSettings {

  private static final String FILE = "/berth-settings.txt";
  private static final String PROPERTY = "berth.";
  private static final String VARIABLE = "BERTH_";

  /** Read by the launcher, by scripts and by tests. */
  private static final Set<String> SWITCHES =
      Set.of(
          "berth.home",
          "berth.drill.faults",
          "berth.reference",
          "berth.fuzz.seed",
          "BERTH_OPERATOR_TOKEN",
          "BERTH_OPERATOR_TOKEN_FILE",
          "BERTH_JAVA_OPTIONS",
          "BERTH_NO_AOT_TRAINING",
          "BERTH_NO_REHEARSAL",
          "BERTH_PORT",
          "BERTH_SECRETS",
          "BERTH_TEST_SERVERS",
          "BERTH_EXPECTED_POSTGRES");

  /** Kubernetes sets these for each of its services whose name begins with {@code berth-}. */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "BERTH_\\w*(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP)(_\\w+)?)?)");

  private final List<SettingName> names = new ArrayList<>();

  private KnownSettings() {}

  /** Reads the names that come with Berth. */
  public static KnownSettings read() {
    try (InputStream file =
        Objects.requireNonNull(KnownSettings.class.getResourceAsStream(FILE), FILE)) {
      return of(List.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param names {@code berth.a.*} for a map, {@code berth.a[]} for a list
   */
  static KnownSettings of(List<String> names) {
    KnownSettings known = new KnownSettings();
    for (String name : names) {
      known.names.add(new SettingName(name));
    }
    return known;
  }

  /** Whether a name is one of Berth's, known or not; all others are somebody else's. */
  static boolean isOurs(String name) {
    return name.startsWith(PROPERTY)
        || (name.startsWith(VARIABLE) && !KUBERNETES.matcher(name).matches());
  }

  public boolean contains(String name) {
    return SWITCHES.contains(name) || isSpelled(name) || isOtherwiseSpelled(name);
  }

  /** Nearly all are, and this is done at every start. */
  private boolean isSpelled(String name) {
    String[] elements = name.replace('[', '.').replace("]", "").split("\\.");
    for (SettingName known : names) {
      if (known.isSpelled(elements)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOtherwiseSpelled(String name) {
    if (isVariable(name)) {
      return names.stream().anyMatch(known -> known.isVariable(name));
    }
    String uniform = SettingName.uniform(name);
    return names.stream().anyMatch(known -> known.isProperty(uniform));
  }

  /** The known name that differs least, spelled like the given one; empty where none is like it. */
  Optional<String> nearest(String name) {
    Stream<String> candidates =
        isVariable(name)
            ? names.stream().map(SettingName::variable)
            : names.stream().map(SettingName::toString);
    return candidates
        .map(candidate -> new Near(candidate, distance(name, candidate)))
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .filter(near -> near.distance() <= Math.max(3, name.length() / 3))
        .map(Near::name);
  }

  private record Near(String name, int distance) {}

  private static boolean isVariable(String name) {
    return name.startsWith(VARIABLE);
  }

  /** Levenshtein's: how many characters to insert, delete or replace. */
  private static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
