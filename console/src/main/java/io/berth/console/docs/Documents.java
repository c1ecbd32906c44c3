package io.berth.console.docs;

import io.berth.service.page.Language;
import io.berth.service.runtime.PlatformProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the repository's documents at start and renders Markdown files. The pages and files of
 * integrators name this platform's origin where they are written with that of {@code ./berth up}. A
 * document is shown in the reader's language where there is a translation, else in English.
 */
@Component
class Documents {

  /** The table of contents. */
  static final String INDEX = "README.md";

  private static final String ROOT = "/berth-docs/";
  private static final Pattern DESCRIPTION = Pattern.compile("api/(\\w+)\\.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WRITTEN_ORIGIN = "http://localhost:8080";

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "json", MediaType.APPLICATION_JSON,
          "txt", MediaType.TEXT_PLAIN,
          "png", MediaType.IMAGE_PNG);

  record File(byte[] contents, MediaType type) {}

  private final Parser parser =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private final Map<String, Map<Language, Document>> byPath = new TreeMap<>();
  private final Map<String, File> files = new TreeMap<>();
  private final Map<Language, Contents> contents = new EnumMap<>(Language.class);
  private final Map<String, String> exampleApps = new HashMap<>();
  private final Search search;

  Documents(ResourcePatternResolver resources, PlatformProperties platform) {
    Map<DocumentFile, String> texts = new TreeMap<>(DocumentFile.ENGLISH_FIRST);
    try {
      for (Resource resource : resources.getResources("classpath*:" + ROOT + "**/*.*")) {
        if (resource.isReadable()) {
          String url = resource.getURL().toString();
          String path = url.substring(url.lastIndexOf(ROOT) + ROOT.length());
          if (path.endsWith(".md")) {
            texts.put(DocumentFile.of(path), text(resource, path, platform));
          } else if (TYPES.get(extension(path)) instanceof MediaType type) {
            File file = new File(contents(resource, path, platform), type);
            files.put(path, file);
            addExampleApp(path, file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    texts.forEach(this::add);
    search = new Search(byPath.values());
  }

  /** A dialect's OpenAPI document says which app its examples are of. */
  private void addExampleApp(String path, File file) {
    Matcher description = DESCRIPTION.matcher(path);
    if (description.matches()) {
      JsonNode app = JSON.readTree(file.contents()).at("/info/x-example-app");
      if (app.isString()) {
        exampleApps.put(description.group(1), app.asString());
      }
    }
  }

  /**
   * Returns the app of a dialect's examples.
   *
   * @return null where there is no such dialect
   */
  @Nullable String exampleApp(String dialect) {
    return exampleApps.get(dialect);
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

  private void add(DocumentFile file, String markdown) {
    Node root = parser.parse(markdown);
    String path = file.path();
    Document original = find(path);
    List<Document.Section> sections = Sections.of(root);
    if (original != null) {
      sections = Sections.anchored(sections, original.sections());
    }
    Document document =
        new Document(
            path,
            path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "",
            file.language(),
            root.getFirstChild() instanceof Heading heading
                ? Sections.plain(heading).strip()
                : path,
            markdown,
            DocumentHtml.of(root, sections),
            sections);
    byPath.computeIfAbsent(path, _ -> new EnumMap<>(Language.class)).put(file.language(), document);
    if (path.equals(INDEX)) {
      contents.put(file.language(), Contents.of(file.language(), root));
    }
  }

  /** The document in English. */
  @Nullable Document find(String path) {
    return find(path, Language.ENGLISH);
  }

  /** The document in a language, else in English. */
  @Nullable Document find(String path, Language language) {
    Map<Language, Document> versions = translations(path);
    return versions.getOrDefault(language, versions.get(Language.ENGLISH));
  }

  /** The document in all its languages, English first. */
  Map<Language, Document> translations(String path) {
    return byPath.getOrDefault(path, Map.of());
  }

  @Nullable File file(String path) {
    return files.get(path);
  }

  /** Every document in each of its languages. */
  Collection<Document> all() {
    return byPath.values().stream().flatMap(versions -> versions.values().stream()).toList();
  }

  Contents contents(Language language) {
    Contents found = contents.get(contents.containsKey(language) ? language : Language.ENGLISH);
    return found == null ? new Contents(Language.ENGLISH, List.of()) : found;
  }

  /**
   * @param everywhere also in pages for those who run the platform
   * @param language that the hits are shown in where they have it
   */
  List<Search.Hit> search(String query, boolean everywhere, Language language) {
    return search.find(query, everywhere, language);
  }

  /** Returns the documents directly in a folder. */
  List<Document> in(String folder, Language language) {
    List<Document> found = new ArrayList<>();
    for (String path : byPath.keySet()) {
      Document document = find(path, language);
      if (document != null && document.folder().equals(folder)) {
        found.add(document);
      }
    }
    return Collections.unmodifiableList(found);
  }
}
