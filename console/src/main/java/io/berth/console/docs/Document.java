package io.berth.console.docs;

import java.util.List;

/**
 * A rendered document.
 *
 * @param path relative to the documents' root, for example {@code protocols/dragonex.md}
 * @param folder the part of the path before the last slash, empty at the root
 * @param html sanitized
 */
record Document(String path, String folder, String title, String html, List<Section> sections) {

  /**
   * The text from one heading to the next.
   *
   * @param anchor of the heading; empty before the first heading
   * @param level of the heading, 0 before the first one
   * @param text without markup, with single spaces
   */
  record Section(String anchor, int level, String heading, String text) {}

  /** The sections in the table of contents. */
  public List<Section> chapters() {
    return sections.stream().filter(section -> section.level() == 2).toList();
  }
}
