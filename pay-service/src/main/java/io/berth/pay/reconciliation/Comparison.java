package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationOutcome.Row;
import io.berth.pay.access.Amounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays both sides' rows beside each other. */
final class Comparison {
  private Comparison() {}

  /**
   * A row of nothing is as good as no row.
   *
   * @param theirs null where the merchant has not been asked: then nothing differs
   */
  static List<Row> of(List<Totals> ours, @Nullable List<Totals> theirs) {
    Map<Totals.Key, Totals> left = byKey(ours);
    Map<Totals.Key, Totals> right = theirs == null ? Map.of() : byKey(theirs);
    TreeSet<Totals.Key> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    return keys.stream()
        .map(key -> row(key, left.get(key), right.get(key), theirs != null))
        .toList();
  }

  private static Map<Totals.Key, Totals> byKey(List<Totals> side) {
    return side.stream()
        .filter(totals -> !totals.isNothing())
        .collect(
            Collectors.toMap(
                Totals::key,
                Function.identity(),
                (first, second) -> {
                  throw new IllegalArgumentException("two rows of " + first.key());
                },
                TreeMap::new));
  }

  private static Row row(
      Totals.Key key, @Nullable Totals ours, @Nullable Totals theirs, boolean compared) {
    boolean same =
        ours != null
            && theirs != null
            && ours.count() == theirs.count()
            && ours.volume().compareTo(theirs.volume()) == 0;
    return new Row(
        key.coin(),
        key.direction(),
        key.account(),
        ours == null ? null : Amounts.canonical(ours.volume()),
        ours == null ? null : ours.count(),
        theirs == null ? null : Amounts.canonical(theirs.volume()),
        theirs == null ? null : theirs.count(),
        compared && !same);
  }
}
