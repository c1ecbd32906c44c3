package io.berth.pay.ledger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Change that a ledger transaction makes to one of its accounts. */
record LedgerEntry(Holder holder, BigDecimal change, BigDecimal heldChange) {

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
    Map<Holder, LedgerEntry> entries = new LinkedHashMap<>();
    for (Posting posting : postings) {
      add(entries, posting.source(), posting.coinId(), posting.amount().negate());
      add(entries, posting.destination(), posting.coinId(), posting.amount());
    }
    assertBalanced(entries);
    return entries.values().stream().filter(LedgerEntry::changesAnything).toList();
  }

  private static void add(
      Map<Holder, LedgerEntry> entries, Account account, int coinId, BigDecimal amount) {
    BigDecimal frozen =
        switch (account.balanceType()) {
          case AVAILABLE -> BigDecimal.ZERO;
          case HELD -> amount;
        };
    Holder holder = new Holder(account.owner(), account.kind(), coinId);
    entries.merge(holder, new LedgerEntry(holder, amount, frozen), LedgerEntry::plus);
  }

  private LedgerEntry plus(LedgerEntry other) {
    return new LedgerEntry(holder, change.add(other.change), heldChange.add(other.heldChange));
  }

  private static void assertBalanced(Map<Holder, LedgerEntry> entries) {
    Map<Integer, BigDecimal> sums = new LinkedHashMap<>();
    entries.forEach((holder, entry) -> sums.merge(holder.coinId, entry.change, BigDecimal::add));
    if (sums.values().stream().anyMatch(sum -> sum.signum() != 0)) {
      throw new IllegalArgumentException("postings do not sum to zero: " + sums);
    }
  }

  private boolean changesAnything() {
    return change.signum() != 0 || heldChange.signum() != 0;
  }
}
