package io.berth.pay.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What postings do to each account that takes part, as columns. */
record Changes(
    Long[] owners,
    String[] kinds,
    Integer[] coins,
    BigDecimal[] balanceChanges,
    BigDecimal[] frozenChanges) {

  private record Key(long owner, Account.Kind kind, int coinId) {}

  private record Change(BigDecimal balance, BigDecimal frozen) {
    Change plus(Change other) {
      return new Change(balance.add(other.balance), frozen.add(other.frozen));
    }
  }

  /**
   * @throws IllegalArgumentException if there are none, or they do not sum to zero per asset
   */
  static Changes of(List<Posting> postings) {
    Map<Key, Change> byAccount = new LinkedHashMap<>();
    for (Posting posting : postings) {
      add(byAccount, posting.source(), posting.coinId(), posting.amount().negate());
      add(byAccount, posting.destination(), posting.coinId(), posting.amount());
    }
    assertBalanced(byAccount);
    return columns(byAccount);
  }

  private static void add(
      Map<Key, Change> byAccount, Account account, int coinId, BigDecimal amount) {
    BigDecimal frozen =
        switch (account.pocket()) {
          case AVAILABLE -> BigDecimal.ZERO;
          case FROZEN -> amount;
        };
    byAccount.merge(
        new Key(account.owner(), account.kind(), coinId), new Change(amount, frozen), Change::plus);
  }

  private static void assertBalanced(Map<Key, Change> byAccount) {
    Map<Integer, BigDecimal> sums = new LinkedHashMap<>();
    byAccount.forEach((key, change) -> sums.merge(key.coinId, change.balance, BigDecimal::add));
    boolean balanced = sums.values().stream().allMatch(sum -> sum.signum() == 0);
    if (sums.isEmpty() || !balanced) {
      throw new IllegalArgumentException("postings do not sum to zero: " + sums);
    }
  }

  private static Changes columns(Map<Key, Change> byAccount) {
    List<Key> keys = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    byAccount.forEach(
        (key, change) -> {
          if (change.balance.signum() != 0 || change.frozen.signum() != 0) {
            keys.add(key);
            changes.add(change);
          }
        });
    return new Changes(
        keys.stream().map(Key::owner).toArray(Long[]::new),
        keys.stream().map(key -> key.kind.name()).toArray(String[]::new),
        keys.stream().map(Key::coinId).toArray(Integer[]::new),
        changes.stream().map(Change::balance).toArray(BigDecimal[]::new),
        changes.stream().map(Change::frozen).toArray(BigDecimal[]::new));
  }
}
