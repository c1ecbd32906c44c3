package io.berth.console.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the documents say about a code in a response. */
@Component
class ErrorCodes {
  private static final String ACCESS_KEY = "errors/access-key.md";
  private static final Pattern ROW =
      Pattern.compile(
          "<tr>\\s*<td>([0-9, ]+)</td>\\s*<td>(.*?)</td>\\s*<td>(.*?)</td>\\s*<td>(.*?)</td>");

  private final Documents documents;

  ErrorCodes(Documents documents) {
    this.documents = documents;
  }

  /**
   * A row of the table of codes, as sanitized HTML in English.
   *
   * @param page path of the document
   */
  record Explanation(String page, String meaning, String cause, String remedy) {}

  @Nullable Explanation of(String dialect, int code) {
    String own = "errors/" + dialect + ".md";
    String page = documents.find(own) == null ? ACCESS_KEY : own;
    Document document = documents.find(page);
    Matcher rows = ROW.matcher(document == null ? "" : document.html());
    while (rows.find()) {
      for (String number : rows.group(1).split(", ")) {
        if (number.equals(Integer.toString(code))) {
          return new Explanation(page, rows.group(2), rows.group(3), rows.group(4));
        }
      }
    }
    return null;
  }
}
