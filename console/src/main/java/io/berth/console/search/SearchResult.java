package io.berth.console.search;

import io.berth.console.place.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Places that a search found.
 *
 * @param silent parts without an answer, so that there may be more
 */
record SearchResult(List<Hit> hits, Set<Part> silent) {

  /** Services and lists that a search asks. */
  enum Part {
    ORDERS,
    KEYS,
    PEOPLE,
    APPS,
    COMPANIES,
    AUDIT
  }

  /**
   * @param exact whether the text is what identifies the place
   */
  record Hit(Place place, boolean exact) {}

  static final SearchResult NOTHING = new SearchResult(List.of(), Set.of());

  static SearchResult of(List<Hit> hits) {
    return new SearchResult(hits, Set.of());
  }

  static SearchResult silent(Part part) {
    return new SearchResult(List.of(), Set.of(part));
  }

  SearchResult plus(SearchResult other) {
    Set<Part> parts = new TreeSet<>(silent);
    parts.addAll(other.silent);
    Collection<Hit> all =
        List.of(hits, other.hits).stream()
            .flatMap(List::stream)
            .collect(
                Collectors.toMap(
                    hit -> hit.place().href() + hit.place().kind(),
                    hit -> hit,
                    (one, same) -> one,
                    TreeMap::new))
            .values();
    return new SearchResult(List.copyOf(all), parts);
  }

  /** Returns the one place that was meant; null where there are others, or there may be. */
  @Nullable Place only() {
    return silent.isEmpty() && hits.size() == 1 && hits.getFirst().exact()
        ? hits.getFirst().place()
        : null;
  }

  /** Returns the places by kind, exact ones first. */
  Map<Place.Kind, List<Place>> byKind() {
    return hits.stream()
        .sorted(Comparator.comparing(Hit::exact).reversed())
        .map(Hit::place)
        .collect(Collectors.groupingBy(Place::kind, TreeMap::new, Collectors.toList()));
  }
}
