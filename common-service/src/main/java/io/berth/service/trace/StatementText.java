package io.berth.service.trace;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of statements in spans. */
final class StatementText {

  private static final int LONGEST = 2_000;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern TARGET =
      Pattern.compile("(?i)\\b(?:from|into|update)\\s+([a-z_][\\w.]*)");

  private StatementText() {}

  /** Returns a short name: the first word, and the first table or function. */
  static String name(String sql) {
    String plain = plain(sql);
    String verb = plain.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    Matcher target = TARGET.matcher(plain);
    return target.find() ? verb + ' ' + target.group(1) : verb;
  }

  /** Returns the text in one line of bounded length. */
  static String plain(String sql) {
    String line = SPACE.matcher(sql.strip()).replaceAll(" ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
