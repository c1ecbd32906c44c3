package io.berth.standalone.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses the flags and arguments of a subcommand. */
public final class CommandLine {

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> arguments = new ArrayList<>();

  /**
   * @param valued flags that take a value
   * @param plain flags that stand alone
   */
  public CommandLine(List<String> words, Set<String> valued, Set<String> plain) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String flag = equals < 0 ? word : word.substring(0, equals);
      if (plain.contains(word)) {
        add(word, "");
      } else if (valued.contains(flag) && equals >= 0) {
        add(flag, word.substring(equals + 1));
      } else if (valued.contains(flag)) {
        if (i + 1 == words.size()) {
          throw new UserError(flag + " needs a value");
        }
        add(flag, words.get(++i));
      } else if (word.startsWith("-")) {
        throw new UserError("Unknown flag " + word + "; ./berth help shows the flags.");
      } else {
        arguments.add(word);
      }
    }
  }

  private void add(String flag, String value) {
    values.computeIfAbsent(flag, any -> new ArrayList<>()).add(value);
  }

  public boolean has(String flag) {
    return values.containsKey(flag);
  }

  public List<String> all(String flag) {
    return values.getOrDefault(flag, List.of());
  }

  public Optional<String> value(String flag) {
    List<String> given = all(flag);
    return given.isEmpty() ? Optional.empty() : Optional.of(given.getLast());
  }

  public int number(String flag, int otherwise) {
    Optional<String> given = value(flag);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(given.get());
    } catch (NumberFormatException e) {
      throw new UserError(flag + " needs a number, not " + given.get());
    }
  }

  public List<String> arguments() {
    return arguments;
  }

  public void noArguments() {
    if (!arguments.isEmpty()) {
      throw new UserError("Unexpected argument: " + arguments.getFirst() + "; see ./berth help.");
    }
  }
}
