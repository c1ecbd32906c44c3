package io.berth.pay.ledger;

import io.berth.api.order.OrderStatus;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the verdicts of the database functions that post. */
final class Verdicts {

  private Verdicts() {}

  /** Reads a row of verdict, id of the order or transfer, time, and status. */
  static PostingOutcome outcome(Readable row) {
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
      default -> throw new IllegalStateException("unknown verdict " + verdict);
    };
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

  private static long transferId(Readable row) {
    return Objects.requireNonNull(row.get(1, Long.class));
  }

  private static @Nullable OrderStatus status(Readable row) {
    String status = row.get(3, String.class);
    return status == null ? null : OrderStatus.valueOf(status);
  }
}
