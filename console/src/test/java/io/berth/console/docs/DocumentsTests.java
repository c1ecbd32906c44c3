package io.berth.console.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.Api.WireCode;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.service.page.Language;
import io.berth.service.runtime.PlatformProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DocumentsTests {

  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

  private final Documents documents =
      new Documents(
          new PathMatchingResourcePatternResolver(),
          new PlatformProperties(URI.create("https://play.example"), null));

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() {
    Set<String> broken = new TreeSet<>();
    for (Document document : documents.all()) {
      Matcher link = LINK.matcher(document.html());
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains(":") && !target.startsWith("/") && !leadsSomewhere(document, target)) {
          broken.add(document.path() + " → " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private boolean leadsSomewhere(Document from, String target) {
    String[] parts = target.split("#", 2);
    String path =
        parts[0].isEmpty() ? from.path() : URI.create(from.path()).resolve(parts[0]).toString();
    if (path.startsWith("../")) {
      return true; // Another file of the repository, which is no document.
    }
    Document document = documents.find(path);
    if (document == null) {
      return documents.file(path) != null
          || (path.endsWith("/")
              && !documents.in(path.substring(0, path.length() - 1), Language.ENGLISH).isEmpty());
    }
    return parts.length == 1
        || document.sections().stream().anyMatch(section -> section.anchor().equals(parts[1]));
  }

  @Test
  void everyDocumentCanBeReachedFromTheContents() {
    Set<String> named =
        documents.contents(Language.ENGLISH).groups().stream()
            .flatMap(group -> group.entries().stream())
            .map(Contents.Entry::path)
            .collect(Collectors.toSet());
    Set<String> lost = new TreeSet<>();
    for (Document document : documents.all()) {
      String folder = document.folder() + "/";
      if (!document.path().equals(Documents.INDEX)
          && !named.contains(document.path())
          && !named.contains(folder)
          && !named.contains(folder + "README.md")) {
        lost.add(document.path());
      }
    }
    assertThat(lost).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dragonex, errors/access-key.md",
    "ones, errors/access-key.md",
    "fomo, errors/fomo.md",
    "wancms, errors/wancms.md",
    "egret, errors/egret.md"
  })
  void everyCodeIsExplained(String id, String path) {
    Dialect dialect = Dialects.installed().byId(id);
    String html = documents.find(path).html();
    List<String> explained =
        Pattern.compile("<tr>\\s*<td>([0-9, ]+)</td>")
            .matcher(html)
            .results()
            .flatMap(row -> List.of(row.group(1).split(", ")).stream())
            .toList();
    assertThat(explained)
        .containsAll(
            dialect.api().codes().stream()
                .filter(code -> !code.causes().isEmpty() || !isSuccess(code))
                .map(code -> Integer.toString(code.number()))
                .toList())
        .doesNotHaveDuplicates();
  }

  private static boolean isSuccess(WireCode code) {
    return code.words().isEmpty() || Set.of("ok", "success", "成功").contains(code.words());
  }

  @Test
  void findsTheSectionThatHoldsEveryWord() {
    List<Search.Hit> hits = documents.search("  SCOPE missing ", false, Language.ENGLISH);
    assertThat(hits).isNotEmpty();
    assertThat(hits)
        .allSatisfy(
            hit ->
                assertThat(
                        (hit.document().title() + hit.section().heading() + hit.section().text())
                            .toLowerCase(java.util.Locale.ROOT))
                    .containsPattern("scope|permission")
                    .contains("missing"));
  }

  @Test
  void putsWhatTheHeadingNamesFirst() {
    assertThat(
            documents
                .search("reconciliation profit share", false, Language.ENGLISH)
                .getFirst()
                .link())
        .isEqualTo("/docs/protocols/dragonex.md#reconciliation-and-profit-share");
  }

  @Test
  void marksTheFoundWordAsItIsWritten() {
    Search.Hit hit = documents.search("签名过期", false, Language.ENGLISH).getFirst();
    assertThat(hit.found()).isEqualTo("签名过期");
  }

  @Test
  void showsHitsInTheReadersLanguage() {
    Search.Hit hit = documents.search("웹훅 서명", false, Language.KOREAN).getFirst();
    assertThat(hit.document().language()).isEqualTo(Language.KOREAN);
    assertThat(documents.search("receiver crashed", false, Language.CHINESE))
        .extracting(it -> it.document().path() + ' ' + it.document().language())
        .contains("guides/callbacks.md CHINESE")
        .doesNotHaveDuplicates();
  }

  @Test
  void doesNotTakeKeywordsOfProgramsForWords() {
    assertThat(documents.search("refund", false, Language.ENGLISH))
        .extracting(hit -> hit.section().heading())
        .doesNotContain("Java", "Python", "PHP", "Go", "C#");
  }

  @Test
  void findsNothingForNothing() {
    assertThat(documents.search(" ", true, Language.ENGLISH)).isEmpty();
    assertThat(documents.search("no-document-says-this", true, Language.ENGLISH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "Callbacks", "回调", "콜백"})
  void knowsOtherWordsForTheSame(String word) {
    assertThat(documents.search(word, false, Language.ENGLISH))
        .extracting(Search.Hit::link)
        .anyMatch(link -> link.startsWith("/docs/guides/callbacks.md"));
  }

  @Test
  void findsWholeWords() {
    assertThat(documents.search("tok", true, Language.ENGLISH)).isEmpty();
    assertThat(documents.search("tokens", true, Language.ENGLISH)).isNotEmpty();
  }

  @Test
  void keepsPagesOfOperatorsFromIntegrators() {
    assertThat(documents.search("migrations", true, Language.ENGLISH)).isNotEmpty();
    assertThat(documents.search("callback", false, Language.ENGLISH))
        .allSatisfy(hit -> assertThat(hit.document().isForIntegrators()).isTrue());
  }

  @Test
  void namesThePlatformsOrigin() {
    assertThat(documents.find("guides/dragonex.md").markdown())
        .contains("https://play.example$path")
        .doesNotContain("localhost:8080");
    assertThat(new String(documents.file("api/dragonex.json").contents(), StandardCharsets.UTF_8))
        .contains("\"default\" : \"https://play.example\"");
  }

  @Test
  void listsEveryGuideForLanguageModels() {
    String list = new LanguageModelIndex(documents, "https://play.example").text();
    for (Document guide : documents.in("guides", Language.ENGLISH)) {
      assertThat(list).contains("(https://play.example/docs/" + guide.path() + "?format=markdown)");
    }
    assertThat(list)
        .contains("api/fomo.md")
        .contains("(https://play.example/docs/guides/fomo.md?lang=zh-CN&format=markdown)")
        .doesNotContain("operating.md");
    assertThat(list.lines().filter(line -> line.startsWith("- "))).doesNotHaveDuplicates();
  }
}
