package io.berth.pay.ledger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Change that a ledger transaction makes to one of its accounts. */
record LedgerEntry(Holder holder, BigDecimal change, BigDecimal frozenChange) {

  /** An account as the database knows it. */
  record Holder(long owner, Account.Kind kind, int coinId) {}

  /**
   * One for each account that changes.
   *
   * @throws IllegalArgumentException if there are no postings
   */
  static List<LedgerEntry> of(List<Posting> postings) {
    if (postings.isEmpty()) {
      throw new IllegalArgumentException("nothing to post");
    }
    Map<Holder, LedgerEntry> legs = new LinkedHashMap<>();
    for (Posting posting : postings) {
      add(legs, posting.source(), posting.coinId(), posting.amount().negate());
      add(legs, posting.destination(), posting.coinId(), posting.amount());
    }
    assertBalanced(legs);
    return legs.values().stream().filter(LedgerEntry::changesAnything).toList();
  }

  private static void add(
      Map<Holder, LedgerEntry> legs, Account account, int coinId, BigDecimal amount) {
    BigDecimal frozen =
        switch (account.pocket()) {
          case AVAILABLE -> BigDecimal.ZERO;
          case FROZEN -> amount;
        };
    Holder holder = new Holder(account.owner(), account.kind(), coinId);
    legs.merge(holder, new LedgerEntry(holder, amount, frozen), LedgerEntry::plus);
  }

  private LedgerEntry plus(LedgerEntry other) {
    return new LedgerEntry(holder, change.add(other.change), frozenChange.add(other.frozenChange));
  }

  private static void assertBalanced(Map<Holder, LedgerEntry> legs) {
    Map<Integer, BigDecimal> sums = new LinkedHashMap<>();
    legs.forEach((holder, leg) -> sums.merge(holder.coinId, leg.change, BigDecimal::add));
    if (sums.values().stream().anyMatch(sum -> sum.signum() != 0)) {
      throw new IllegalArgumentException("postings do not sum to zero: " + sums);
    }
  }

  private boolean changesAnything() {
    return change.signum() != 0 || frozenChange.signum() != 0;
  }
}
