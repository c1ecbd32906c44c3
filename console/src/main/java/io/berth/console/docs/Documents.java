package io.berth.console.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Reads the repository's documents at start: Markdown files are rendered, other files are kept
 * unchanged.
 */
@Component
class Documents {

  /** The table of contents. */
  static final String INDEX = "README.md";

  private static final String ROOT = "/berth-docs/";

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "json", MediaType.APPLICATION_JSON,
          "txt", MediaType.TEXT_PLAIN,
          "png", MediaType.IMAGE_PNG);

  record File(byte[] contents, MediaType type) {}

  private final Map<String, Document> byPath = new TreeMap<>();
  private final Map<String, File> files = new TreeMap<>();
  private final Parser parser;
  private final HtmlRenderer renderer;
  private final Contents contents;
  private final Search search;

  Documents(ResourcePatternResolver resources) {
    List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer =
        HtmlRenderer.builder()
            .extensions(extensions)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(_ -> Documents::reachable)
            .build();
    Contents read = new Contents(List.of());
    try {
      for (Resource resource : resources.getResources("classpath*:" + ROOT + "**/*.*")) {
        if (resource.isReadable()) {
          String url = resource.getURL().toString();
          String path = url.substring(url.lastIndexOf(ROOT) + ROOT.length());
          if (path.endsWith(".md")) {
            Node root = parser.parse(resource.getContentAsString(StandardCharsets.UTF_8));
            byPath.put(path, document(path, root));
            if (path.equals(INDEX)) {
              read = Contents.of(root);
            }
          } else if (TYPES.get(extension(path)) instanceof MediaType type) {
            files.put(path, new File(resource.getContentAsByteArray(), type));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    contents = read;
    search = new Search(byPath.values());
  }

  /** Makes wide tables and code scroll sideways, also by keyboard. */
  private static void reachable(Node node, String tag, Map<String, String> attributes) {
    if (tag.equals("pre") || tag.equals("table")) {
      attributes.put("tabindex", "0");
    }
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private Document document(String path, Node root) {
    return new Document(
        path,
        path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "",
        root.getFirstChild() instanceof Heading heading ? Sections.plain(heading).strip() : path,
        renderer.render(root),
        Sections.of(root));
  }

  @Nullable Document find(String path) {
    return byPath.get(path);
  }

  @Nullable File file(String path) {
    return files.get(path);
  }

  Collection<Document> all() {
    return Collections.unmodifiableCollection(byPath.values());
  }

  Contents contents() {
    return contents;
  }

  List<Search.Hit> search(String query) {
    return search.find(query);
  }

  /** Returns the documents directly in a folder. */
  List<Document> in(String folder) {
    List<Document> found = new ArrayList<>();
    for (Document document : byPath.values()) {
      if (document.folder().equals(folder)) {
        found.add(document);
      }
    }
    return found;
  }
}
