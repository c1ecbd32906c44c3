package io.berth.console.docs;

import io.berth.console.docs.Document.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds sections that hold every word of a query or another word for it ({@link SearchTerm}). The
 * documents are few: each query reads them all.
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

  /** A section with its texts in lower case. */
  private record Candidate(
      Document document, Section section, String title, String heading, String text) {
    static Candidate of(Document document, Section section) {
      return new Candidate(
          document,
          section,
          document.title().toLowerCase(Locale.ROOT),
          section.heading().toLowerCase(Locale.ROOT),
          section.text().toLowerCase(Locale.ROOT));
    }
  }

  private final List<Candidate> candidates;

  Search(Collection<Document> documents) {
    candidates =
        documents.stream()
            .flatMap(
                document ->
                    document.sections().stream().map(section -> Candidate.of(document, section)))
            .toList();
  }

  /**
   * The best first; none for a query without words.
   *
   * @param everywhere also in pages for those who run the platform
   */
  List<Hit> find(String query, boolean everywhere) {
    List<SearchTerm> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .map(SearchTerm::of)
            .toList();
    List<Hit> hits = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (everywhere || candidate.document.isForIntegrators()) {
        int weight = weight(candidate, words);
        if (weight > 0) {
          hits.add(hit(candidate, weight, words));
        }
      }
    }
    hits.sort(Comparator.comparingInt(Hit::weight).reversed().thenComparing(Hit::link));
    return hits.subList(0, Math.min(MOST_HITS, hits.size()));
  }

  /** 0 unless each word stands somewhere in the section or in the document's title. */
  private static int weight(Candidate candidate, List<SearchTerm> words) {
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

  private static Hit hit(Candidate candidate, int weight, List<SearchTerm> words) {
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
