package io.berth.console.docs;

import io.berth.service.page.Language;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Side navigation of the documents: the links of {@code docs/README.md} under its second headings,
 * so that there is one list, which also works where the repository is read.
 */
record Contents(Language language, List<Group> groups) {

  record Group(String title, List<Entry> entries) {}

  /**
   * @param path relative to the documents' root
   */
  record Entry(String title, String path) {}

  static Contents of(Language language, Node root) {
    List<Group> groups = new ArrayList<>();
    root.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (heading.getLevel() == 2) {
              groups.add(new Group(Sections.plain(heading).strip(), new ArrayList<>()));
            }
          }

          @Override
          public void visit(Link link) {
            if (!groups.isEmpty() && !link.getDestination().contains("://")) {
              Entry entry = new Entry(Sections.plain(link), link.getDestination());
              groups.getLast().entries().add(entry);
            }
          }
        });
    return new Contents(language, List.copyOf(groups));
  }
}
