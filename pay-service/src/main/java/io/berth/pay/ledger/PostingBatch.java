package io.berth.pay.ledger;

import io.berth.pay.ledger.LedgerEntry.Holder;
import io.berth.pay.ledger.LedgerTransaction.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ledger transactions as columns, for the database function {@code post_batch}. Whatever several of
 * them touch is named once and then called by its number.
 */
final class PostingBatch {

  private record OrderNumber(String appId, String tradeNo) {}

  private record Total(String appId, int coinId, LocalDate day) {}

  private record NumberedEntry(int item, LedgerEntry entry) {}

  private final List<LedgerTransaction> transactions;
  private final JsonMapper json;
  private final List<Integer> duplicates = new ArrayList<>();
  private final List<NumberedEntry> entries = new ArrayList<>();
  private final Numbers<Long> seen = new Numbers<>();
  private final Numbers<Total> totals = new Numbers<>();
  private final Numbers<Holder> holders = new Numbers<>();

  PostingBatch(List<LedgerTransaction> transactions, JsonMapper json) {
    this.transactions = transactions;
    this.json = json;
    Map<Object, Integer> firsts = new LinkedHashMap<>();
    for (LedgerTransaction transaction : transactions) {
      int item = duplicates.size() + 1;
      Integer first = firsts.putIfAbsent(key(transaction.target()), item);
      duplicates.add(first == null ? item : first);
      transaction.entries().forEach(entry -> entries.add(new NumberedEntry(item, entry)));
    }
  }

  /** In the order of the function's parameters. */
  List<Object> columns() {
    List<Object> columns = new ArrayList<>(orderColumns());
    columns.addAll(guardColumns());
    columns.add(seen.column(Long[]::new, id -> id));
    columns.add(totals.column(String[]::new, Total::appId));
    columns.add(totals.column(Integer[]::new, Total::coinId));
    columns.add(totals.column(LocalDate[]::new, Total::day));
    Integer[] entryHolders = entries(Integer[]::new, entry -> holders.of(entry.entry.holder()));
    columns.add(holders.column(Long[]::new, Holder::owner));
    columns.add(holders.column(String[]::new, holder -> holder.kind().name()));
    columns.add(holders.column(Integer[]::new, Holder::coinId));
    columns.add(entries(Integer[]::new, NumberedEntry::item));
    columns.add(entryHolders);
    columns.add(entries(BigDecimal[]::new, entry -> entry.entry.change()));
    columns.add(entries(BigDecimal[]::new, entry -> entry.entry.heldChange()));
    return columns;
  }

  private List<Object> orderColumns() {
    return List.of(
        items(String[]::new, PostingBatch::target),
        duplicates.toArray(Integer[]::new),
        items(String[]::new, PostingBatch::reference),
        items(Integer[]::new, this::pending),
        drafts(String[]::new, OrderDraft::appId),
        drafts(String[]::new, OrderDraft::tradeNo),
        users(Long[]::new, OrderUser::uid),
        users(String[]::new, OrderUser::openId),
        drafts(Integer[]::new, draft -> draft.amount().coinId()),
        drafts(BigDecimal[]::new, draft -> draft.amount().total()),
        drafts(BigDecimal[]::new, draft -> draft.amount().fee()),
        drafts(String[]::new, draft -> draft.direction().name()),
        drafts(String[]::new, draft -> draft.account().name()),
        drafts(String[]::new, draft -> json.writeValueAsString(draft.attributes())));
  }

  private List<Object> guardColumns() {
    return List.of(
        items(String[]::new, each -> each.purpose().type().name()),
        items(String[]::new, each -> each.purpose().appId()),
        items(String[]::new, each -> each.refund() == null ? null : each.refund().tradeNo()),
        items(Integer[]::new, this::original),
        items(Boolean[]::new, each -> each.refund() != null && each.refund().capped()),
        items(Integer[]::new, this::total),
        items(BigDecimal[]::new, each -> each.limit() == null ? null : each.limit().most()),
        items(String[]::new, LedgerTransaction::requestId));
  }

  private <T> T[] items(IntFunction<T[]> make, Function<LedgerTransaction, @Nullable T> value) {
    return transactions.stream().map(value).toArray(make);
  }

  private <T> T[] drafts(IntFunction<T[]> make, Function<OrderDraft, @Nullable T> value) {
    return items(
        make,
        transaction ->
            transaction.target() instanceof Target.NewOrder(var draft) ? value.apply(draft) : null);
  }

  private <T> T[] entries(IntFunction<T[]> make, Function<NumberedEntry, T> value) {
    return entries.stream().map(value).toArray(make);
  }

  /** What happens once. */
  private static Object key(Target target) {
    return switch (target) {
      case Target.NewOrder(OrderDraft draft) -> new OrderNumber(draft.appId(), draft.tradeNo());
      case Target.PendingOrder pending -> pending.orderId();
      case Target.InternalTransfer(String reference, _) -> reference;
    };
  }

  static String target(LedgerTransaction transaction) {
    return switch (transaction.target()) {
      case Target.NewOrder _ -> "NEW_ORDER";
      case Target.PendingOrder _ -> "PENDING_ORDER";
      case Target.InternalTransfer _ -> "INTERNAL_TRANSFER";
    };
  }

  static @Nullable String reference(LedgerTransaction transaction) {
    return transaction.target() instanceof Target.InternalTransfer(String reference, _)
        ? reference
        : null;
  }

  private <T> T[] users(IntFunction<T[]> make, Function<OrderUser, @Nullable T> value) {
    return items(
        make,
        transaction -> {
          OrderUser user = user(transaction);
          return user == null ? null : value.apply(user);
        });
  }

  static @Nullable OrderUser user(LedgerTransaction transaction) {
    return switch (transaction.target()) {
      case Target.NewOrder(OrderDraft draft) -> draft.user();
      case Target.PendingOrder(_, OrderUser payer) -> payer;
      case Target.InternalTransfer _ -> null;
    };
  }

  private @Nullable Integer pending(LedgerTransaction transaction) {
    return transaction.target() instanceof Target.PendingOrder pending
        ? seen.of(pending.orderId())
        : null;
  }

  private @Nullable Integer original(LedgerTransaction transaction) {
    return transaction.refund() == null ? null : seen.of(transaction.refund().orderId());
  }

  private @Nullable Integer total(LedgerTransaction transaction) {
    return transaction.limit() != null && transaction.target() instanceof Target.NewOrder(var draft)
        ? totals.of(new Total(draft.appId(), draft.amount().coinId(), transaction.limit().day()))
        : null;
  }

  /** Numbers from 1 on, by the order in which they are first asked for. */
  private static final class Numbers<K> {
    private final Map<K, Integer> numbers = new LinkedHashMap<>();

    int of(K key) {
      Integer known = numbers.putIfAbsent(key, numbers.size() + 1);
      return known == null ? numbers.size() : known;
    }

    <T> T[] column(IntFunction<T[]> make, Function<K, T> value) {
      return numbers.keySet().stream().map(value).toArray(make);
    }
  }
}
