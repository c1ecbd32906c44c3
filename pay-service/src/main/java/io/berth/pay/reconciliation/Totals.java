package io.berth.pay.reconciliation;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * Totals of a day in one side's books, one row per coin, direction and account.
 *
 * @param volume exact; what is rounded differently differs
 */
record Totals(Key key, BigDecimal volume, long count) {

  /**
   * @param direction {@code user2app} or {@code app2user}
   * @param account {@code coin2coin} or {@code open2open}
   */
  record Key(String coin, String direction, String account) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::coin)
            .thenComparing(Key::account)
            .thenComparing(Key::direction, Comparator.reverseOrder());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  boolean isNothing() {
    return count == 0 && volume.signum() == 0;
  }
}
