package io.berth.console.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a command into words like a shell, as far as pasted commands need it. */
final class ShellWords {
  private final String text;
  private int at;

  private ShellWords(String text) {
    this.text = text.replace("\\\n", " ");
  }

  /**
   * @param words receives the words
   * @return the problem, as the end of a message key, or null
   */
  static @Nullable String split(String text, List<String> words) {
    return new ShellWords(text).words(words);
  }

  private @Nullable String words(List<String> words) {
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return null;
      }
      StringBuilder word = new StringBuilder();
      String problem = word(word);
      if (problem != null) {
        return problem;
      }
      words.add(word.toString());
    }
  }

  private @Nullable String word(StringBuilder word) {
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at++);
      String problem =
          switch (c) {
            case '\'' -> single(word);
            case '"' -> doubled(word);
            case '\\' -> escaped(word);
            case '$' -> dollar(word);
            case '`', '|', ';', '<', '>' -> "shell";
            default -> {
              word.append(c);
              yield null;
            }
          };
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable String single(StringBuilder word) {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      return "quote";
    }
    word.append(text, at, end);
    at = end + 1;
    return null;
  }

  private @Nullable String doubled(StringBuilder word) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return null;
      }
      if (c == '$' || c == '`') {
        return "variable";
      }
      boolean escapes = c == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0;
      word.append(escapes ? text.charAt(at++) : c);
    }
    return "quote";
  }

  private @Nullable String escaped(StringBuilder word) {
    if (at == text.length()) {
      return "quote";
    }
    word.append(text.charAt(at++));
    return null;
  }

  /** {@code $'…'}, as browsers copy; anything else is a variable. */
  private @Nullable String dollar(StringBuilder word) {
    if (at == text.length() || text.charAt(at) != '\'') {
      return "variable";
    }
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        return null;
      }
      if (c != '\\' || at == text.length()) {
        word.append(c);
        continue;
      }
      char next = text.charAt(at++);
      switch (next) {
        case 'n' -> word.append('\n');
        case 'r' -> word.append('\r');
        case 't' -> word.append('\t');
        case 'u' -> {
          if (at + 4 > text.length()) {
            return "quote";
          }
          try {
            word.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          } catch (NumberFormatException notHex) {
            return "quote";
          }
          at += 4;
        }
        default -> word.append(next);
      }
    }
    return "quote";
  }
}
