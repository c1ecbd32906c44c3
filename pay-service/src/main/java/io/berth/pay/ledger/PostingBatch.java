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
 * Settlements as columns, for the database function {@code settle_batch}. Whatever several of them
 * touch is named once and then called by its number.
 */
final class PostingBatch {

  private record OrderNumber(String appId, String tradeNo) {}

  private record Total(String appId, int coinId, LocalDate day) {}

  private record NumberedLeg(int item, LedgerEntry leg) {}

  private final List<LedgerTransaction> settlements;
  private final JsonMapper json;
  private final List<Integer> twins = new ArrayList<>();
  private final List<NumberedLeg> legs = new ArrayList<>();
  private final Numbers<Long> seen = new Numbers<>();
  private final Numbers<Total> totals = new Numbers<>();
  private final Numbers<Holder> holders = new Numbers<>();

  PostingBatch(List<LedgerTransaction> settlements, JsonMapper json) {
    this.settlements = settlements;
    this.json = json;
    Map<Object, Integer> firsts = new LinkedHashMap<>();
    for (LedgerTransaction settlement : settlements) {
      int item = twins.size() + 1;
      Integer first = firsts.putIfAbsent(key(settlement.target()), item);
      twins.add(first == null ? item : first);
      settlement.legs().forEach(leg -> legs.add(new NumberedLeg(item, leg)));
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
    Integer[] legHolders = legs(Integer[]::new, leg -> holders.of(leg.leg.holder()));
    columns.add(holders.column(Long[]::new, Holder::owner));
    columns.add(holders.column(String[]::new, holder -> holder.kind().name()));
    columns.add(holders.column(Integer[]::new, Holder::coinId));
    columns.add(legs(Integer[]::new, NumberedLeg::item));
    columns.add(legHolders);
    columns.add(legs(BigDecimal[]::new, leg -> leg.leg.change()));
    columns.add(legs(BigDecimal[]::new, leg -> leg.leg.frozenChange()));
    return columns;
  }

  private List<Object> orderColumns() {
    return List.of(
        items(String[]::new, PostingBatch::target),
        twins.toArray(Integer[]::new),
        items(String[]::new, PostingBatch::reference),
        items(Integer[]::new, this::pending),
        drafts(String[]::new, OrderDraft::appId),
        drafts(String[]::new, OrderDraft::tradeNo),
        items(Long[]::new, PostingBatch::uid),
        items(String[]::new, PostingBatch::openId),
        drafts(Integer[]::new, OrderDraft::coinId),
        drafts(BigDecimal[]::new, OrderDraft::amount),
        drafts(BigDecimal[]::new, OrderDraft::cut),
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
    return settlements.stream().map(value).toArray(make);
  }

  private <T> T[] drafts(IntFunction<T[]> make, Function<OrderDraft, @Nullable T> value) {
    return items(
        make,
        settlement ->
            settlement.target() instanceof Target.NewOrder(var draft) ? value.apply(draft) : null);
  }

  private <T> T[] legs(IntFunction<T[]> make, Function<NumberedLeg, T> value) {
    return legs.stream().map(value).toArray(make);
  }

  /** What happens once. */
  private static Object key(Target target) {
    return switch (target) {
      case Target.NewOrder(OrderDraft draft) -> new OrderNumber(draft.appId(), draft.tradeNo());
      case Target.PendingOrder pending -> pending.orderId();
      case Target.InternalTransfer(String reference, _) -> reference;
    };
  }

  private static String target(LedgerTransaction settlement) {
    return switch (settlement.target()) {
      case Target.NewOrder _ -> "NEW_ORDER";
      case Target.PendingOrder _ -> "PENDING_ORDER";
      case Target.InternalTransfer _ -> "GIFT";
    };
  }

  private static @Nullable String reference(LedgerTransaction settlement) {
    return settlement.target() instanceof Target.InternalTransfer(String reference, _)
        ? reference
        : null;
  }

  private static @Nullable Long uid(LedgerTransaction settlement) {
    return switch (settlement.target()) {
      case Target.NewOrder(OrderDraft draft) -> draft.uid();
      case Target.PendingOrder pending -> pending.uid();
      case Target.InternalTransfer _ -> null;
    };
  }

  private static @Nullable String openId(LedgerTransaction settlement) {
    return switch (settlement.target()) {
      case Target.NewOrder(OrderDraft draft) -> draft.openId();
      case Target.PendingOrder pending -> pending.openId();
      case Target.InternalTransfer _ -> null;
    };
  }

  private @Nullable Integer pending(LedgerTransaction settlement) {
    return settlement.target() instanceof Target.PendingOrder pending
        ? seen.of(pending.orderId())
        : null;
  }

  private @Nullable Integer original(LedgerTransaction settlement) {
    return settlement.refund() == null ? null : seen.of(settlement.refund().orderId());
  }

  private @Nullable Integer total(LedgerTransaction settlement) {
    return settlement.limit() != null && settlement.target() instanceof Target.NewOrder(var draft)
        ? totals.of(new Total(draft.appId(), draft.coinId(), settlement.limit().day()))
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
