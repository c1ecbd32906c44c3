package io.berth.pay.ledger;

import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of the database function {@code post_transaction}, which does for one transaction what
 * {@code post_batch} does for many; the call is the transaction.
 */
final class PostTransactionCall {

  private static final int PARAMETERS = 26;
  private static final String POST =
      IntStream.rangeClosed(1, PARAMETERS)
          .mapToObj(number -> "$" + number)
          .collect(
              Collectors.joining(
                  ", ", "select verdict, order_id, at, status from post_transaction(", ")"));

  private final DatabaseClient database;
  private final JsonMapper json;

  PostTransactionCall(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** Empty where nothing was posted and {@code post_batch} has to be called instead. */
  Mono<PostingOutcome> post(LedgerTransaction transaction) {
    return database
        .inConnection(
            connection -> {
              Statement call = connection.createStatement(POST);
              bind(new Parameters(call), transaction);
              return Mono.from(call.execute())
                  .flatMap(
                      result -> Mono.from(result.map(row -> Optional.ofNullable(outcome(row)))));
            })
        .mapNotNull(outcome -> outcome.orElse(null));
  }

  private static @Nullable PostingOutcome outcome(Readable row) {
    return row.get(0, String.class) == null ? null : Verdicts.outcome(row);
  }

  private void bind(Parameters parameters, LedgerTransaction transaction) {
    Target target = transaction.target();
    OrderUser user = PostingBatch.user(transaction);
    parameters.add(String.class, PostingBatch.target(transaction));
    parameters.add(Long.class, target instanceof Target.PendingOrder(long id, _) ? id : null);
    parameters.add(String.class, PostingBatch.reference(transaction));
    OrderDraft draft = target instanceof Target.NewOrder(OrderDraft order) ? order : null;
    parameters.add(String.class, draft == null ? null : draft.appId());
    parameters.add(String.class, draft == null ? null : draft.tradeNo());
    parameters.add(Long.class, user == null ? null : user.uid());
    parameters.add(String.class, user == null ? null : user.openId());
    OrderAmount amount = draft == null ? null : draft.amount();
    parameters.add(Integer.class, amount == null ? null : amount.coinId());
    parameters.add(BigDecimal.class, amount == null ? null : amount.total());
    parameters.add(BigDecimal.class, amount == null ? null : amount.fee());
    parameters.add(String.class, draft == null ? null : draft.direction().name());
    parameters.add(String.class, draft == null ? null : draft.account().name());
    parameters.add(
        String.class, draft == null ? null : json.writeValueAsString(draft.attributes()));
    bindGuards(parameters, transaction);
    bindEntries(parameters, transaction.entries());
  }

  private static void bindGuards(Parameters parameters, LedgerTransaction transaction) {
    Purpose purpose = transaction.purpose();
    Refund refund = transaction.refund();
    PayoutLimit limit = transaction.limit();
    parameters.add(String.class, purpose.type().name());
    parameters.add(String.class, purpose.appId());
    parameters.add(String.class, refund == null ? null : refund.tradeNo());
    parameters.add(Long.class, refund == null ? null : refund.orderId());
    parameters.add(Boolean.class, refund != null && refund.capped());
    parameters.add(LocalDate.class, limit == null ? null : limit.day());
    parameters.add(BigDecimal.class, limit == null ? null : limit.most());
    parameters.add(String.class, transaction.requestId());
  }

  private static void bindEntries(Parameters parameters, List<LedgerEntry> entries) {
    parameters.add(Long[].class, column(entries, Long[]::new, entry -> entry.holder().owner()));
    parameters.add(
        String[].class, column(entries, String[]::new, entry -> entry.holder().kind().name()));
    parameters.add(
        Integer[].class, column(entries, Integer[]::new, entry -> entry.holder().coinId()));
    parameters.add(BigDecimal[].class, column(entries, BigDecimal[]::new, LedgerEntry::change));
    parameters.add(BigDecimal[].class, column(entries, BigDecimal[]::new, LedgerEntry::heldChange));
  }

  private static <T> T[] column(
      List<LedgerEntry> entries, IntFunction<T[]> make, Function<LedgerEntry, T> value) {
    return entries.stream().map(value).toArray(make);
  }

  /** Binds a statement's parameters in their order. */
  private static final class Parameters {
    private final Statement call;
    private int next;

    Parameters(Statement call) {
      this.call = call;
    }

    <T> void add(Class<T> type, @Nullable T value) {
      if (value == null) {
        call.bindNull(next, type);
      } else {
        call.bind(next, value);
      }
      next++;
    }
  }
}
