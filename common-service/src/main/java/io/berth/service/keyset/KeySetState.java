package io.berth.service.keyset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * State of one set of keys over all instances.
 *
 * @param active ids of the keys that some instance signs or encrypts with; more than one while
 *     another one becomes active
 * @param others ids of all other keys that some instance accepts
 * @param lacking services with an instance that lacks one of the keys
 * @param left stored secrets or published records that are not under the active key; null where
 *     nobody has counted
 * @param until when nothing is verified with a former key any more; null where that is not known
 */
public record KeySetState(
    KeyKind kind,
    String scope,
    Set<String> active,
    Set<String> others,
    Set<String> lacking,
    @Nullable Instant since,
    @Nullable Long left,
    @Nullable Instant until,
    Step step) {

  private static final int LONGEST_READ = 20;
  private static final int BRIEF = 8;

  /** Next step of a rotation. */
  public enum Step {
    /** There is one key, and everything is under it. */
    SETTLED,
    /** Something is under a key that no instance has. */
    LOST,
    /** An instance lacks a key that another one has. */
    SPREAD,
    /** Instances sign or encrypt with different keys. */
    SWITCHING,
    /** Every instance has the new key, which is to be made active. */
    SWITCH,
    /** Something is still under a former key. */
    REWRITE,
    /** Something that a former key has signed may not have expired. */
    KEEP,
    /** Nothing needs the former key any more. */
    DROP,
    /** A second key is accepted, and nobody notes whether it is the new or the former one. */
    DECIDE
  }

  private record Id(KeyKind kind, String scope) {}

  /** Finds the state of each set, by kind and scope. */
  public static List<KeySetState> of(List<KeyReport> reports, Instant now) {
    Map<Id, Boolean> ids = new TreeMap<>(Comparator.comparing(Id::kind).thenComparing(Id::scope));
    reports.forEach(
        report -> report.keys().forEach(keys -> ids.put(new Id(keys.kind(), keys.scope()), true)));
    return ids.keySet().stream().map(id -> of(id, reports, now)).toList();
  }

  private static KeySetState of(Id id, List<KeyReport> reports, Instant now) {
    Set<String> active = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (HeldKeys keys : held(id, reports)) {
      others.addAll(keys.known());
      if (keys.active() != null) {
        active.add(keys.active());
      }
    }
    Set<String> all = Set.copyOf(others);
    others.removeAll(active);
    Set<String> lacking = new TreeSet<>();
    for (KeyReport report : reports) {
      if (held(id, List.of(report)).stream().anyMatch(keys -> lacks(keys, all))) {
        lacking.add(report.service());
      }
    }
    Uses uses = Uses.of(id, reports);
    String one = active.size() == 1 ? active.iterator().next() : null;
    Long left = uses.left(one);
    Instant since = one == null ? null : uses.since.get(one);
    Instant until =
        since == null || uses.keepSeconds == null ? null : since.plusSeconds(uses.keepSeconds);
    KeySetState found =
        new KeySetState(
            id.kind, id.scope, active, others, lacking, since, left, until, Step.SETTLED);
    return found.at(found.step(uses, all, differ(id, reports), now));
  }

  /** The beginning of an id that is too long to be read. */
  public static String brief(String id) {
    return id.length() <= LONGEST_READ ? id : id.substring(0, BRIEF);
  }

  private KeySetState at(Step next) {
    return new KeySetState(kind, scope, active, others, lacking, since, left, until, next);
  }

  /**
   * Whoever signs caller tokens or events may have its active key alone; several services may sign
   * the events of a topic.
   */
  private static boolean lacks(HeldKeys keys, Set<String> all) {
    boolean signsAlone =
        (keys.kind() == KeyKind.CALLER || keys.kind() == KeyKind.EVENTS) && keys.active() != null;
    return !signsAlone && !keys.known().containsAll(all);
  }

  /** Whether instances of one service sign or encrypt with different keys. */
  private static boolean differ(Id id, List<KeyReport> reports) {
    Map<String, Set<String>> active = new TreeMap<>();
    for (KeyReport report : reports) {
      // Only the events of a topic have a key per service.
      String writer = id.kind == KeyKind.EVENTS ? report.service() : "";
      held(id, List.of(report)).stream()
          .map(HeldKeys::active)
          .filter(Objects::nonNull)
          .forEach(key -> active.computeIfAbsent(writer, _ -> new TreeSet<>()).add(key));
    }
    return active.values().stream().anyMatch(keys -> keys.size() > 1);
  }

  private Step step(Uses uses, Set<String> all, boolean differing, Instant now) {
    if (!all.containsAll(uses.counts.keySet())) {
      return Step.LOST;
    }
    if (!lacking.isEmpty()) {
      return Step.SPREAD;
    }
    if (differing) {
      return Step.SWITCHING;
    }
    if (others.isEmpty()) {
      return left != null && left > 0 ? Step.REWRITE : Step.SETTLED;
    }
    if (since == null) {
      return Step.DECIDE;
    }
    if (!uses.since.keySet().containsAll(others)) {
      return Step.SWITCH;
    }
    if (left == null || left > 0) {
      return Step.REWRITE;
    }
    return until != null && now.isBefore(until) ? Step.KEEP : Step.DROP;
  }

  private static List<HeldKeys> held(Id id, List<KeyReport> reports) {
    return reports.stream()
        .flatMap(report -> report.keys().stream())
        .filter(keys -> keys.kind() == id.kind && keys.scope().equals(id.scope))
        .toList();
  }

  /** Use of a set as instances report it, with the latest counts of several. */
  private record Uses(
      Map<String, Long> counts,
      boolean counted,
      Map<String, Instant> since,
      @Nullable Long keepSeconds) {

    static Uses of(Id id, List<KeyReport> reports) {
      List<KeyUse> all = new ArrayList<>();
      reports.forEach(report -> all.addAll(report.uses()));
      all.removeIf(use -> use.kind() != id.kind || !use.scope().equals(id.scope));
      KeyUse latest =
          all.stream()
              .filter(use -> use.countedAt() != null)
              .max(Comparator.comparing(use -> Objects.requireNonNull(use.countedAt())))
              .orElse(null);
      Map<String, Instant> since =
          all.stream()
              .flatMap(use -> use.activeSince().entrySet().stream())
              .collect(
                  Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
      Long keep =
          all.stream()
              .map(KeyUse::keepSeconds)
              .filter(Objects::nonNull)
              .max(Comparator.naturalOrder())
              .orElse(null);
      Map<String, Long> counts = latest == null ? null : latest.counts();
      return new Uses(counts == null ? Map.of() : counts, counts != null, since, keep);
    }

    @Nullable Long left(@Nullable String active) {
      return counted
          ? (Long)
              counts.entrySet().stream()
                  .filter(count -> !count.getKey().equals(active))
                  .mapToLong(Map.Entry::getValue)
                  .sum()
          : null;
    }
  }
}
