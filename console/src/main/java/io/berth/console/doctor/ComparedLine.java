package io.berth.console.doctor;

import io.berth.api.doctor.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the text that Berth signed and the request's line, with the difference in the middle.
 *
 * @param found null where nothing else is known
 */
record ComparedLine(String name, boolean differs, Marked signed, @Nullable Marked found) {

  /**
   * @param absent whether the line is missing
   */
  record Marked(boolean absent, String before, String middle, String after) {
    private static Marked plain(@Nullable String text) {
      return new Marked(text == null, text == null ? "" : text, "", "");
    }

    private static Marked of(String text, int start, int end) {
      int to = text.length() - end;
      return new Marked(
          false, text.substring(0, start), text.substring(start, to), text.substring(to));
    }
  }

  static List<ComparedLine> of(Diagnosis diagnosis) {
    boolean compared = diagnosis.lines().stream().anyMatch(Diagnosis.Line::differs);
    return diagnosis.lines().stream().map(line -> of(line, compared)).toList();
  }

  private static ComparedLine of(Diagnosis.Line line, boolean compared) {
    String signed = line.signed();
    String found = line.found();
    if (!line.differs() || signed == null || found == null) {
      return new ComparedLine(
          line.name(), line.differs(), Marked.plain(signed), compared ? Marked.plain(found) : null);
    }
    int shorter = Math.min(signed.length(), found.length());
    int start = 0;
    while (start < shorter && signed.charAt(start) == found.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && signed.charAt(signed.length() - 1 - end) == found.charAt(found.length() - 1 - end)) {
      end++;
    }
    return new ComparedLine(
        line.name(), true, Marked.of(signed, start, end), Marked.of(found, start, end));
  }
}
