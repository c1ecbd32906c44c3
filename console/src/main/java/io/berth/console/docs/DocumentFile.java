package io.berth.console.docs;

import io.berth.service.page.Language;
import java.util.Comparator;

/**
 * The name of a document's file: {@code guides/fomo.ko.md} is {@code guides/fomo.md} in Korean.
 *
 * @param path of the document, the same in each language
 */
record DocumentFile(String path, Language language) {
  static final Comparator<DocumentFile> ENGLISH_FIRST =
      Comparator.comparing(DocumentFile::language).thenComparing(DocumentFile::path);

  private static final String EXTENSION = ".md";

  static DocumentFile of(String name) {
    for (Language language : Language.values()) {
      String suffix = "." + language.tag() + EXTENSION;
      if (name.endsWith(suffix)) {
        String stem = name.substring(0, name.length() - suffix.length());
        return new DocumentFile(stem + EXTENSION, language);
      }
    }
    return new DocumentFile(name, Language.ENGLISH);
  }
}
