package io.berth.console.docs;

import io.berth.console.docs.Document.Section;
import io.berth.service.page.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds sections that hold every word of a query or another word for it ({@link SearchTerm}), in
 * any language that they have, and shows them in the reader's. The documents are few: each query
 * reads them all.
 */
final class Search {

  private static final int MOST_HITS = 30;
  private static final int MOST_WORDS = 8;
  private static final int BEFORE = 60;
  private static final int EXCERPT = 220;

  /**
   * @param before text before the first found word, {@code found} that word as written, {@code
   *     after} what follows
   */
  record Hit(
      Document document, Section section, int weight, String before, String found, String after) {

    public String link() {
      String page = "/docs/" + document.path();
      return section.anchor().isEmpty() ? page : page + "#" + section.anchor();
    }
  }

  /** A section in one language with its texts in lower case. */
  private record Version(
      Document document, Section section, String title, String heading, String text) {
    static Version of(Document document, Section section) {
      return new Version(
          document,
          section,
          document.title().toLowerCase(Locale.ROOT),
          section.heading().toLowerCase(Locale.ROOT),
          section.text().toLowerCase(Locale.ROOT));
    }
  }

  /** Sections in each of their languages. */
  private final List<Map<Language, Version>> candidates = new ArrayList<>();

  /**
   * @param documents each in its languages, whose sections are the same in number and order
   */
  Search(Collection<Map<Language, Document>> documents) {
    for (Map<Language, Document> translations : documents) {
      int sections =
          translations.values().stream().mapToInt(it -> it.sections().size()).max().orElse(0);
      for (int i = 0; i < sections; i++) {
        Map<Language, Version> versions = new EnumMap<>(Language.class);
        for (Document document : translations.values()) {
          if (i < document.sections().size()) {
            versions.put(document.language(), Version.of(document, document.sections().get(i)));
          }
        }
        candidates.add(versions);
      }
    }
  }

  /**
   * The best first; none for a query without words.
   *
   * @param everywhere also in pages for those who run the platform
   * @param language that the hits are shown in where they have it
   */
  List<Hit> find(String query, boolean everywhere, Language language) {
    List<SearchTerm> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .map(SearchTerm::of)
            .toList();
    List<Hit> hits = new ArrayList<>();
    for (Map<Language, Version> versions : candidates) {
      Version shown = versions.get(versions.containsKey(language) ? language : Language.ENGLISH);
      if (shown != null && (everywhere || shown.document.isForIntegrators())) {
        int weight = weight(shown, versions.values(), words);
        if (weight > 0) {
          hits.add(hit(shown, weight, words));
        }
      }
    }
    hits.sort(Comparator.comparingInt(Hit::weight).reversed().thenComparing(Hit::link));
    return hits.subList(0, Math.min(MOST_HITS, hits.size()));
  }

  /** Words that stand in another language only count less. */
  private static int weight(Version shown, Collection<Version> all, List<SearchTerm> words) {
    int weight = weight(shown, words);
    return weight > 0
        ? weight
        : all.stream().mapToInt(version -> weight(version, words) / 2).max().orElse(0);
  }

  /** 0 unless each word stands somewhere in the section or in the document's title. */
  private static int weight(Version candidate, List<SearchTerm> words) {
    int sum = 0;
    boolean here = false;
    for (SearchTerm word : words) {
      int inHeading = word.in(candidate.heading) == null ? 0 : 20;
      int inText = word.count(candidate.text, 5);
      int inTitle = word.in(candidate.title) == null ? 0 : 8;
      if (inHeading + inText + inTitle == 0) {
        return 0;
      }
      here |= inHeading + inText > 0;
      sum += inHeading + inText + inTitle;
    }
    return here ? sum : 0;
  }

  private static Hit hit(Version candidate, int weight, List<SearchTerm> words) {
    String text = candidate.section.text();
    int at = -1;
    int length = 0;
    for (SearchTerm word : words) {
      SearchTerm.Place found = word.in(candidate.text);
      // Lower case of some letters is longer than the letter; then nothing is marked.
      if (found != null
          && (at < 0 || found.start() < at)
          && candidate.text.length() == text.length()) {
        at = found.start();
        length = found.end() - found.start();
      }
    }
    int from = Math.max(0, at - BEFORE);
    int marked = Math.max(0, at);
    int to = Math.min(text.length(), from + EXCERPT);
    int end = Math.min(text.length(), marked + length);
    return new Hit(
        candidate.document,
        candidate.section,
        weight,
        (from > 0 ? "… " : "") + text.substring(from, marked),
        text.substring(marked, end),
        text.substring(end, Math.max(end, to)) + (to < text.length() ? " …" : ""));
  }
}
