package io.berth.console.docs;

import io.berth.service.runtime.PlatformProperties;
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
 * Reads the repository's documents at start and renders Markdown files. The pages and files of
 * integrators name this platform's origin where they are written with that of {@code ./berth up}.
 */
@Component
class Documents {

  /** The table of contents. */
  static final String INDEX = "README.md";

  private static final String ROOT = "/berth-docs/";
  private static final String WRITTEN_ORIGIN = "http://localhost:8080";

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

  Documents(ResourcePatternResolver resources, PlatformProperties platform) {
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
            String markdown = text(resource, path, platform);
            Node root = parser.parse(markdown);
            byPath.put(path, document(path, markdown, root));
            if (path.equals(INDEX)) {
              read = Contents.of(root);
            }
          } else if (TYPES.get(extension(path)) instanceof MediaType type) {
            files.put(path, new File(contents(resource, path, platform), type));
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

  private static byte[] contents(Resource resource, String path, PlatformProperties platform)
      throws IOException {
    return path.endsWith(".json")
        ? text(resource, path, platform).getBytes(StandardCharsets.UTF_8)
        : resource.getContentAsByteArray();
  }

  private static String text(Resource resource, String path, PlatformProperties platform)
      throws IOException {
    String text = resource.getContentAsString(StandardCharsets.UTF_8);
    return path.startsWith("guides/") || path.startsWith("api/")
        ? text.replace(WRITTEN_ORIGIN, platform.origin())
        : text;
  }

  private Document document(String path, String markdown, Node root) {
    return new Document(
        path,
        path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "",
        root.getFirstChild() instanceof Heading heading ? Sections.plain(heading).strip() : path,
        markdown,
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

  /**
   * @param everywhere also in pages for those who run the platform
   */
  List<Search.Hit> search(String query, boolean everywhere) {
    return search.find(query, everywhere);
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
