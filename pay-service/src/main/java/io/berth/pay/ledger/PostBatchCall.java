package io.berth.pay.ledger;

import io.berth.api.order.OrderStatus;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** One call of the database function {@code post_batch}; the call is the transaction. */
final class PostBatchCall {

  private static final int PARAMETERS = 33;
  private static final String POST =
      IntStream.rangeClosed(1, PARAMETERS)
          .mapToObj(number -> "$" + number)
          .collect(
              Collectors.joining(
                  ", ", "select verdict, order_id, at, status from post_batch(", ")"));

  private final DatabaseClient database;
  private final JsonMapper json;

  PostBatchCall(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** One outcome for each, in their order. An error is one for all of them. */
  Mono<List<PostingOutcome>> post(List<LedgerTransaction> transactions) {
    return Mono.fromSupplier(() -> new PostingBatch(transactions, json).columns())
        .flatMap(
            columns ->
                database.inConnection(
                    connection -> {
                      Statement call = connection.createStatement(POST);
                      for (int i = 0; i < PARAMETERS; i++) {
                        call.bind(i, columns.get(i));
                      }
                      return Flux.from(call.execute())
                          .concatMap(result -> result.map(PostBatchCall::outcome))
                          .collectList();
                    }))
        .filter(outcomes -> outcomes.size() == transactions.size())
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("post_batch() lacks outcomes")));
  }

  /**
   * Whether the database says that nothing was posted. After a lost connection or a timeout,
   * everything may have been posted.
   */
  static boolean postedNothing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PostgresqlException database) {
        return "ERROR".equals(database.getErrorDetails().getSeverityNonLocalized());
      }
    }
    return false;
  }

  private static PostingOutcome outcome(Readable row) {
    String verdict = Objects.requireNonNull(row.get(0, String.class));
    return switch (verdict) {
      case "POSTED" ->
          new PostingOutcome.Posted(
              transferId(row), Objects.requireNonNull(row.get(2, Instant.class)));
      case "EXISTS" -> new PostingOutcome.Exists(transferId(row));
      case "NOT_ALLOWED" -> new PostingOutcome.NotAllowed();
      case "BALANCE_TOO_LOW" -> new PostingOutcome.TooLittle();
      case "BALANCE_HELD" -> new PostingOutcome.Frozen();
      case "OVER_LIMIT" -> new PostingOutcome.OverLimit();
      case "OVER_CAP" -> new PostingOutcome.OverCap();
      case "WRONG_STATE" -> new PostingOutcome.WrongState(status(row));
      default -> throw new IllegalStateException("post_batch() says " + verdict);
    };
  }

  private static long transferId(Readable row) {
    return Objects.requireNonNull(row.get(1, Long.class));
  }

  private static @Nullable OrderStatus status(Readable row) {
    String status = row.get(3, String.class);
    return status == null ? null : OrderStatus.valueOf(status);
  }
}
