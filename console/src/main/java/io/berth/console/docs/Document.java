package io.berth.console.docs;

import io.berth.service.page.Language;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A rendered document in one language.
 *
 * @param path relative to the documents' root and the same in each language, for example {@code
 *     protocols/dragonex.md}
 * @param folder the part of the path before the last slash, empty at the root
 * @param markdown as it is written, with this platform's origin
 * @param html sanitized
 */
record Document(
    String path,
    String folder,
    Language language,
    String title,
    String markdown,
    String html,
    List<Section> sections) {
  private static final Set<String> FOLDERS_OF_INTEGRATORS =
      Set.of("guides", "errors", "protocols", "api");

  /** Ends before the value of a header, parameter or field for an app's id. */
  private static final String APP_FIELD =
      "(?i)(?<=\\b(?:app[-_]?id|client_id)(?:&quot;)? {0,1}[:=] {0,1}(?:&quot;)?)";

  /** Pages about the inside, in a folder of integrators. */
  private static final Set<String> INTERNAL = Set.of("api/commands.md", "api/events.md");

  /** The name of the file without its extension: the dialect's where the document is about one. */
  String stem() {
    return path.substring(path.lastIndexOf('/') + 1).replace(".md", "");
  }

  /** Whether integrators look for it; the others are for those who run the platform. */
  boolean isForIntegrators() {
    return FOLDERS_OF_INTEGRATORS.contains(folder) && !INTERNAL.contains(path);
  }

  /**
   * The text from one heading to the next.
   *
   * @param anchor of the heading, made of the English one; empty before the first heading
   * @param level of the heading, 0 before the first one
   * @param text without markup, with single spaces
   */
  record Section(String anchor, int level, String heading, String text) {}

  /** Whether it lists each call of an API. */
  boolean isReference() {
    return folder.equals("api");
  }

  /** Returns the document's HTML with another app's id in its examples. */
  String html(String exampleApp, String appId) {
    return Pattern.compile(APP_FIELD + Pattern.quote(exampleApp) + "\\b")
        .matcher(html)
        .replaceAll(Matcher.quoteReplacement(HtmlUtils.htmlEscape(appId)));
  }

  /** The sections in the table of contents. */
  public List<Section> chapters() {
    return sections.stream().filter(section -> section.level() == 2).toList();
  }
}
