package io.berth.console.docs;

import java.util.Iterator;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders a document, each heading with its section's anchor. */
final class DocumentHtml {
  private DocumentHtml() {}

  static String of(Node root, List<Document.Section> sections) {
    return HtmlRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(_ -> attributes(sections))
        .build()
        .render(root);
  }

  private static AttributeProvider attributes(List<Document.Section> sections) {
    Iterator<Document.Section> headings =
        sections.stream().filter(section -> section.level() > 0).iterator();
    return (node, tag, attributes) -> {
      // Wide tables and code are scrolled sideways, also by keyboard.
      if (tag.equals("pre") || tag.equals("table")) {
        attributes.put("tabindex", "0");
      }
      if (node instanceof Heading && node.getParent().getParent() == null) {
        attributes.put("id", headings.next().anchor());
      }
    };
  }
}
