package io.berth.pay.ledger;

import io.berth.api.order.OrderStatus;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts each transaction by the database function {@code post_one}, which says which outcomes of
 * the posting loop are right.
 */
final class OneCallLedger implements Ledger {

  private static final String POST =
      """
      select verdict, order_id, at, status from post_one(
        :target, :reference, :order_id, :app_id, :trade_no, :uid, :open_id, :coin_id, :amount, :cut,
        :direction, :account, :attributes, :return_of, :return_of_id, :capped,
        :payout_day, :payout_limit,
        :owners, :kinds, :coins, :changes, :frozen_changes, :request_id)
      """;

  private final DatabaseClient database;
  private final JsonMapper json;

  OneCallLedger(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public Mono<PostingOutcome> post(LedgerTransaction transaction) {
    GenericExecuteSpec call = database.sql(POST);
    call = bindTarget(call, transaction.target());
    call = bindGuards(call, transaction.limit(), transaction.refund());
    List<LedgerEntry> entries = transaction.entries();
    return call.bind("owners", column(entries, Long[]::new, entry -> entry.holder().owner()))
        .bind("kinds", column(entries, String[]::new, entry -> entry.holder().kind().name()))
        .bind("coins", column(entries, Integer[]::new, entry -> entry.holder().coinId()))
        .bind("changes", column(entries, BigDecimal[]::new, LedgerEntry::change))
        .bind("frozen_changes", column(entries, BigDecimal[]::new, LedgerEntry::heldChange))
        .bind("request_id", transaction.requestId())
        .map(OneCallLedger::outcome)
        .one();
  }

  private static <T> T[] column(
      List<LedgerEntry> entries, IntFunction<T[]> make, Function<LedgerEntry, T> value) {
    return entries.stream().map(value).toArray(make);
  }

  private GenericExecuteSpec bindTarget(GenericExecuteSpec call, Target target) {
    return switch (target) {
      case Target.NewOrder(OrderDraft draft) -> bindDraft(call.bind("target", "NEW_ORDER"), draft);
      case Target.PendingOrder pending -> {
        GenericExecuteSpec bound = bindNoDraft(call.bind("target", "PENDING_ORDER"));
        bound = bound.bind("order_id", pending.orderId()).bind("uid", pending.payer().uid());
        yield bind(bindNull(bound, "reference"), "open_id", pending.payer().openId(), String.class);
      }
      case Target.InternalTransfer(String reference, _) ->
          bindNoDraft(call.bind("target", "GIFT"))
              .bind("reference", reference)
              .bindNull("order_id", Long.class)
              .bindNull("uid", Long.class)
              .bindNull("open_id", String.class);
    };
  }

  private GenericExecuteSpec bindDraft(GenericExecuteSpec call, OrderDraft draft) {
    GenericExecuteSpec bound =
        bindNull(call, "reference")
            .bindNull("order_id", Long.class)
            .bind("app_id", draft.appId())
            .bind("trade_no", draft.tradeNo())
            .bind("uid", draft.user().uid())
            .bind("coin_id", draft.amount().coinId())
            .bind("amount", draft.amount().total())
            .bind("cut", draft.amount().fee())
            .bind("direction", draft.direction().name())
            .bind("account", draft.account().name())
            .bind("attributes", Json.of(json.writeValueAsString(draft.attributes())));
    return bind(bound, "open_id", draft.user().openId(), String.class);
  }

  private static GenericExecuteSpec bindNoDraft(GenericExecuteSpec call) {
    GenericExecuteSpec bound = call;
    for (String name : new String[] {"app_id", "trade_no", "direction", "account"}) {
      bound = bindNull(bound, name);
    }
    return bound
        .bindNull("coin_id", Integer.class)
        .bindNull("amount", BigDecimal.class)
        .bindNull("cut", BigDecimal.class)
        .bindNull("attributes", Json.class);
  }

  private static GenericExecuteSpec bindGuards(
      GenericExecuteSpec call, @Nullable PayoutLimit limit, @Nullable Refund refund) {
    GenericExecuteSpec bound =
        bind(call, "payout_day", limit == null ? null : limit.day(), LocalDate.class);
    BigDecimal most = limit == null ? null : limit.most();
    bound = bind(bound, "payout_limit", most, BigDecimal.class);
    bound = bind(bound, "return_of", refund == null ? null : refund.tradeNo(), String.class);
    bound = bind(bound, "return_of_id", refund == null ? null : refund.orderId(), Long.class);
    return bound.bind("capped", refund != null && refund.capped());
  }

  private static GenericExecuteSpec bindNull(GenericExecuteSpec call, String name) {
    return call.bindNull(name, String.class);
  }

  private static <T> GenericExecuteSpec bind(
      GenericExecuteSpec call, String name, @Nullable T value, Class<T> type) {
    return value == null ? call.bindNull(name, type) : call.bind(name, value);
  }

  private static PostingOutcome outcome(Readable row) {
    String verdict = row.get("verdict", String.class);
    return switch (Objects.requireNonNull(verdict)) {
      case "POSTED" -> new PostingOutcome.Posted(transferId(row), instant(row));
      case "EXISTS" -> new PostingOutcome.Exists(transferId(row));
      case "TOO_LITTLE" -> new PostingOutcome.TooLittle();
      case "FROZEN" -> new PostingOutcome.Frozen();
      case "OVER_LIMIT" -> new PostingOutcome.OverLimit();
      case "OVER_CAP" -> new PostingOutcome.OverCap();
      case "WRONG_STATE" -> new PostingOutcome.WrongState(status(row));
      default -> throw new IllegalStateException("post_one() says " + verdict);
    };
  }

  private static long transferId(Readable row) {
    return Objects.requireNonNull(row.get("order_id", Long.class));
  }

  private static Instant instant(Readable row) {
    return Objects.requireNonNull(row.get("at", Instant.class));
  }

  private static @Nullable OrderStatus status(Readable row) {
    String status = row.get("status", String.class);
    return status == null ? null : OrderStatus.valueOf(status);
  }
}
