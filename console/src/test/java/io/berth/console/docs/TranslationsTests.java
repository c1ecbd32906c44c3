package io.berth.console.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.page.Language;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Tests that a document says the same in each language, as far as its form shows. */
class TranslationsTests {
  private static final Documents DOCUMENTS =
      new Documents(
          new PathMatchingResourcePatternResolver(),
          new PlatformProperties(URI.create("https://play.example"), null));

  static Stream<Document> translated() {
    return DOCUMENTS.all().stream().filter(it -> it.language() != Language.ENGLISH);
  }

  @ParameterizedTest
  @MethodSource("translated")
  void hasTheFormOfTheOriginal(Document document) {
    Document original = DOCUMENTS.find(document.path());
    assertThat(original).isNotNull();
    assertThat(blocks(document)).isEqualTo(blocks(original));
  }

  /** Words move in a sentence, names and links do not leave their section. */
  @ParameterizedTest
  @MethodSource("translated")
  void namesWhatTheOriginalNames(Document document) {
    assertThat(names(document)).isEqualTo(names(DOCUMENTS.find(document.path())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "guides/callbacks.md",
        "guides/demo.md",
        "guides/dragonex.md",
        "guides/egret.md",
        "guides/first-request.md",
        "guides/fomo.md",
        "guides/launch.md",
        "guides/ones.md",
        "guides/reconciliation.md",
        "guides/wancms.md"
      })
  void isTranslated(String path) {
    assertThat(DOCUMENTS.translations(path)).containsOnlyKeys(Language.values());
  }

  private static Node parsed(Document document) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .build()
        .parse(document.markdown());
  }

  /** Headings, paragraphs, lists, rows and code, in order. */
  private static List<String> blocks(Document document) {
    List<String> blocks = new ArrayList<>();
    parsed(document)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                blocks.add("heading " + heading.getLevel());
              }

              @Override
              public void visit(Paragraph paragraph) {
                blocks.add("paragraph");
              }

              @Override
              public void visit(BulletList list) {
                blocks.add("list");
                visitChildren(list);
              }

              @Override
              public void visit(OrderedList list) {
                blocks.add("list from " + list.getMarkerStartNumber());
                visitChildren(list);
              }

              @Override
              public void visit(ListItem item) {
                blocks.add("item");
                visitChildren(item);
              }

              @Override
              public void visit(FencedCodeBlock code) {
                blocks.add(code.getInfo() + '\n' + code.getLiteral());
              }

              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                  int cells = 0;
                  for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells++;
                  }
                  blocks.add("row of " + cells);
                } else {
                  visitChildren(node);
                }
              }
            });
    return blocks;
  }

  /** Code and emphasis within texts and where links lead, sorted within each section. */
  private static List<String> names(Document document) {
    List<String> names = new ArrayList<>();
    List<String> section = new ArrayList<>();
    Node root = parsed(document);
    for (Node block = root.getFirstChild(); block != null; block = block.getNext()) {
      if (block instanceof Heading) {
        section.sort(null);
        names.addAll(section);
        names.add("heading");
        section.clear();
      }
      block.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Code code) {
              section.add(code.getLiteral());
            }

            @Override
            public void visit(Emphasis emphasis) {
              section.add("emphasis");
            }

            @Override
            public void visit(StrongEmphasis emphasis) {
              section.add("strong");
            }

            @Override
            public void visit(Link link) {
              section.add("to " + link.getDestination());
              visitChildren(link);
            }
          });
    }
    section.sort(null);
    names.addAll(section);
    return names;
  }
}
