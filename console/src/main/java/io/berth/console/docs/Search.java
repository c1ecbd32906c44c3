package io.berth.console.docs;

import io.berth.console.docs.Document.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds sections that hold every word of a query, whole or as part of a word, which also suits
 * scripts without spaces. The documents are few: each query reads them all.
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

  private final Collection<Document> documents;

  Search(Collection<Document> documents) {
    this.documents = documents;
  }

  /** The best first; none for a query without words. */
  List<Hit> find(String query) {
    List<String> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList();
    List<Hit> hits = new ArrayList<>();
    if (!words.isEmpty()) {
      for (Document document : documents) {
        for (Section section : document.sections()) {
          int weight = weight(document, section, words);
          if (weight > 0) {
            hits.add(hit(document, section, weight, words));
          }
        }
      }
    }
    hits.sort(Comparator.comparingInt(Hit::weight).reversed().thenComparing(Hit::link));
    return hits.subList(0, Math.min(MOST_HITS, hits.size()));
  }

  /** 0 unless each word stands somewhere in the section or in the document's title. */
  private static int weight(Document document, Section section, List<String> words) {
    String title = document.title().toLowerCase(Locale.ROOT);
    String heading = section.heading().toLowerCase(Locale.ROOT);
    String text = section.text().toLowerCase(Locale.ROOT);
    int sum = 0;
    boolean here = false;
    for (String word : words) {
      int inHeading = heading.contains(word) ? 20 : 0;
      int inText = Math.min(5, count(text, word));
      int inTitle = title.contains(word) ? 8 : 0;
      if (inHeading + inText + inTitle == 0) {
        return 0;
      }
      here |= inHeading + inText > 0;
      sum += inHeading + inText + inTitle;
    }
    return here ? sum : 0;
  }

  private static int count(String text, String word) {
    int count = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
      count++;
    }
    return count;
  }

  private static Hit hit(Document document, Section section, int weight, List<String> words) {
    String text = section.text();
    String lower = text.toLowerCase(Locale.ROOT);
    int at = -1;
    int length = 0;
    for (String word : words) {
      int found = lower.indexOf(word);
      // Lower case of some letters is longer than the letter; then nothing is marked.
      if (found >= 0 && (at < 0 || found < at) && lower.length() == text.length()) {
        at = found;
        length = word.length();
      }
    }
    int from = Math.max(0, at - BEFORE);
    int marked = Math.max(0, at);
    int to = Math.min(text.length(), from + EXCERPT);
    int end = Math.min(text.length(), marked + length);
    return new Hit(
        document,
        section,
        weight,
        (from > 0 ? "… " : "") + text.substring(from, marked),
        text.substring(marked, end),
        text.substring(end, Math.max(end, to)) + (to < text.length() ? " …" : ""));
  }
}
