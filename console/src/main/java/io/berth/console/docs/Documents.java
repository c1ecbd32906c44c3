package io.berth.console.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The repository's Markdown files, read and rendered once at start; and its other files as text.
 */
@Component
class Documents {

  private static final String ROOT = "/berth-docs/";

  private final Map<String, Document> byPath = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Parser parser;
  private final HtmlRenderer renderer;

  Documents(ResourcePatternResolver resources) {
    List<Extension> extensions = List.of(TablesExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer =
        HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).build();
    try {
      for (Resource resource : resources.getResources("classpath*:" + ROOT + "**/*.*")) {
        if (resource.isReadable()) {
          String url = resource.getURL().toString();
          read(url.substring(url.lastIndexOf(ROOT) + ROOT.length()), resource);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String path, Resource resource) throws IOException {
    if (path.endsWith(".md")) {
      Node root = parser.parse(resource.getContentAsString(StandardCharsets.UTF_8));
      String title = title(root);
      byPath.put(
          path,
          new Document(
              path,
              path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "",
              title == null ? path : title,
              renderer.render(root)));
    } else if (path.endsWith(".json") || path.endsWith(".txt")) {
      files.put(path, resource.getContentAsByteArray());
    }
  }

  private static @Nullable String title(Node root) {
    if (!(root.getFirstChild() instanceof Heading heading)) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text node) {
            text.append(node.getLiteral());
          }

          @Override
          public void visit(Code node) {
            text.append(node.getLiteral());
          }
        });
    return text.toString();
  }

  @Nullable Document find(String path) {
    return byPath.get(path);
  }

  byte @Nullable [] file(String path) {
    return files.get(path);
  }

  /** Documents by folder, the root's first; only those below a folder where one is named. */
  Map<String, List<Document>> index(String below) {
    Map<String, List<Document>> folders = new TreeMap<>();
    for (Document document : byPath.values()) {
      if (below.isEmpty()
          || document.folder().equals(below)
          || document.folder().startsWith(below + "/")) {
        folders
            .computeIfAbsent(document.folder(), any -> new java.util.ArrayList<>())
            .add(document);
      }
    }
    return folders;
  }
}
