package io.berth.console.docs;

import io.berth.console.docs.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Splits a document's text by headings, and names their anchors. */
final class Sections {

  /** Languages whose keywords (return) would be found as words. */
  private static final Set<String> PROGRAMS =
      Set.of("java", "javascript", "js", "python", "php", "go", "csharp");

  private Sections() {}

  static List<Section> of(Node root) {
    // One generator per document, so that equal headings get different anchors.
    IdGenerator anchors = IdGenerator.builder().build();
    List<Section> sections = new ArrayList<>();
    String anchor = "";
    int level = 0;
    String heading = "";
    StringBuilder text = new StringBuilder();
    for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading start) {
        add(sections, anchor, level, heading, text);
        heading = plain(start).strip();
        anchor = anchors.generateId(heading);
        level = start.getLevel();
        text = new StringBuilder();
      } else {
        text.append(plain(node)).append(' ');
      }
    }
    add(sections, anchor, level, heading, text);
    return List.copyOf(sections);
  }

  /** A translation's sections with the anchors of the original, so that links lead to either. */
  static List<Section> anchored(List<Section> translated, List<Section> original) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < translated.size(); i++) {
      Section section = translated.get(i);
      String anchor = i < original.size() ? original.get(i).anchor() : section.anchor();
      sections.add(new Section(anchor, section.level(), section.heading(), section.text()));
    }
    return List.copyOf(sections);
  }

  private static void add(
      List<Section> sections, String anchor, int level, String heading, StringBuilder text) {
    String plain = text.toString().replaceAll("\\s+", " ").strip();
    if (level > 0 || !plain.isEmpty()) {
      sections.add(new Section(anchor, level, heading, plain));
    }
  }

  /** Text and code without markup and without programs. */
  static String plain(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock node) {
            if (!PROGRAMS.contains(node.getInfo())) {
              text.append(node.getLiteral());
            }
          }

          @Override
          public void visit(IndentedCodeBlock node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak node) {
            text.append(' ');
          }

          @Override
          public void visit(HardLineBreak node) {
            text.append(' ');
          }

          @Override
          protected void visitChildren(Node parent) {
            super.visitChildren(parent);
            if (parent instanceof org.commonmark.node.Block
                || parent instanceof org.commonmark.ext.gfm.tables.TableCell) {
              text.append(' ');
            }
          }
        });
    return text.toString();
  }
}
