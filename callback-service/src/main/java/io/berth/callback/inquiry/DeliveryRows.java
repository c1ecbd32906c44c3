package io.berth.callback.inquiry;

import static io.berth.service.sql.Rows.value;

import io.berth.api.delivery.Acknowledgement;
import io.berth.api.delivery.Delivery;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code deliveries d} and {@code attempts a}. */
final class DeliveryRows {

  static final String COLUMNS =
      """
      d.id, d.order_id, d.trade_no, d.state, d.attempts, d.lease is not null as claimed, d.due_at,
      d.created_at, d.finished_at as ended_at, d.request_id,
      d.event::jsonb ->> 'kind' = 'REDO' or position('.' in d.event_id) > 0 as again
      """;

  static final String ATTEMPT_COLUMNS =
      """
      a.number, a.started_at, a.finished_at, a.target, a.http_status, a.duration_ms, a.answer,
      a.error, a.delivered
      """;

  private DeliveryRows() {}

  static Delivery delivery(Readable row, List<Delivery.Attempt> attempts) {
    Delivery.State state = Delivery.State.valueOf(value(row, "state", String.class));
    boolean leased = value(row, "claimed", Boolean.class);
    return new Delivery(
        value(row, "id", Long.class),
        value(row, "order_id", Long.class),
        value(row, "trade_no", String.class),
        state,
        value(row, "again", Boolean.class),
        value(row, "attempts", Integer.class),
        state == Delivery.State.PENDING && !leased ? row.get("due_at", Instant.class) : null,
        value(row, "created_at", Instant.class),
        row.get("ended_at", Instant.class),
        value(row, "request_id", String.class),
        attempts);
  }

  /** Null where the row has none. */
  static Delivery.@Nullable Attempt attempt(Readable row, Acknowledgement expected) {
    Integer number = row.get("number", Integer.class);
    if (number == null) {
      return null;
    }
    boolean finished = row.get("finished_at", Instant.class) != null;
    return new Delivery.Attempt(
        number,
        value(row, "started_at", Instant.class),
        value(row, "target", String.class),
        finished
            ? new RecordedCall(
                    value(row, "http_status", Integer.class),
                    value(row, "duration_ms", Integer.class),
                    value(row, "delivered", Boolean.class),
                    row.get("error", String.class),
                    row.get("answer", byte[].class))
                .result(expected)
            : null);
  }
}
