package io.berth.pay.ledger;

import io.berth.pay.ledger.LedgerEntry.Holder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the ledger: postings, and the conditions under which they are posted.
 *
 * @param limit of payouts; null where this is none
 * @param refund where this pays back an earlier order
 * @param requestId goes into the event
 */
public record LedgerTransaction(
    Target target,
    @Nullable PayoutLimit limit,
    @Nullable Refund refund,
    List<Posting> postings,
    String requestId) {

  public LedgerTransaction {
    postings = List.copyOf(postings);
    LedgerEntry.of(postings);
    boolean draft = target instanceof Target.NewOrder;
    if (!draft && (limit != null || refund != null)) {
      throw new IllegalArgumentException("only a new order pays out or pays back");
    }
  }

  List<LedgerEntry> entries() {
    return LedgerEntry.of(postings);
  }

  /** The accounts that it changes. */
  List<Holder> holders() {
    return entries().stream().map(LedgerEntry::holder).toList();
  }

  /** The purpose follows from the order's direction; a caller cannot choose another one. */
  Purpose purpose() {
    return switch (target) {
      case Target.NewOrder(OrderDraft draft) ->
          switch (draft.direction()) {
            case USER_TO_APP -> Purpose.of(Purpose.Type.PAYMENT);
            case APP_TO_USER ->
                new Purpose(
                    refund == null ? Purpose.Type.PAYOUT : Purpose.Type.RETURN, draft.appId());
          };
      case Target.PendingOrder _ -> Purpose.of(Purpose.Type.PAYMENT);
      case Target.InternalTransfer(_, Purpose purpose) -> purpose;
    };
  }

  /** Subject of a transaction: the key that makes it unique, and the state that it must be in. */
  public sealed interface Target {

    /** No other order may have the draft's number, unless it failed, was cancelled or expired. */
    record NewOrder(OrderDraft draft) implements Target {}

    /** The order must be pending and its time not over. */
    record PendingOrder(long orderId, OrderUser payer) implements Target {}

    /**
     * A transfer without an order; the merchant gets no callback.
     *
     * @param reference unique for all time
     */
    record InternalTransfer(String reference, Purpose purpose) implements Target {}
  }

  /**
   * Counts the draft's amount towards its app's payouts in this coin and day.
   *
   * @param most that a day may see; null where there is no limit
   */
  public record PayoutLimit(LocalDate day, @Nullable BigDecimal most) {}

  /**
   * Counts the draft's amount as paid back.
   *
   * @param capped whether all returns together must not exceed the order
   */
  public record Refund(long orderId, String tradeNo, boolean capped) {}
}
