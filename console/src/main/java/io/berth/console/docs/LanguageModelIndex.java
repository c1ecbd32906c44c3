package io.berth.console.docs;

import io.berth.service.page.Language;
import java.util.HashSet;
import java.util.Set;

/**
 * Lists the documents of integrators for language models ({@code llms.txt}, <a
 * href="https://llmstxt.org">llmstxt.org</a>), each as Markdown.
 */
record LanguageModelIndex(Documents documents, String origin) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Berth\n\n> ");
    text.append(
        "The server side of other companies' apps and games: it logs their users in, charges them,"
            + " pays them out and calls their servers back, in five protocols.\n");
    Set<Document> listed = new HashSet<>();
    for (Contents.Group group : documents.contents(Language.ENGLISH).groups()) {
      StringBuilder links = new StringBuilder();
      for (Contents.Entry entry : group.entries()) {
        Document document = documents.find(entry.path());
        if (document != null && document.isForIntegrators() && listed.add(document)) {
          link(links, document);
        }
      }
      if (!links.isEmpty()) {
        text.append("\n## ").append(group.title()).append("\n\n").append(links);
      }
    }
    text.append("\n## Protocols, word for word\n\n");
    for (Document document : documents.in("protocols", Language.ENGLISH)) {
      if (listed.add(document)) {
        link(text, document);
      }
    }
    for (Language language : Language.values()) {
      if (language != Language.ENGLISH) {
        translations(text, language);
      }
    }
    return text.toString();
  }

  private void translations(StringBuilder text, Language language) {
    text.append("\n## ").append(language.ownName()).append("\n\n");
    for (Document document : documents.all()) {
      if (document.language() == language && document.isForIntegrators()) {
        link(text, document);
      }
    }
  }

  private void link(StringBuilder text, Document document) {
    text.append("- [")
        .append(document.title())
        .append("](")
        .append(origin)
        .append("/docs/")
        .append(document.path())
        .append(
            document.language() == Language.ENGLISH
                ? "?"
                : "?lang=" + document.language().tag() + "&")
        .append("format=markdown)\n");
  }
}
