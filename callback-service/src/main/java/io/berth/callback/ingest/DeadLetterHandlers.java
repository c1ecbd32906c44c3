package io.berth.callback.ingest;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.delivery.DeadLetterCommand.DropDeadLetter;
import io.berth.api.delivery.DeadLetterCommand.RepeatDeadLetter;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Reasons;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Handles dead letters again, or drops them, with an audit record. A forged record is never
 * handled: it would tell a merchant of a payment that does not exist.
 */
@Component
class DeadLetterHandlers {
  private final DeadLetterRows rows;
  private final OrderEventParser parser;
  private final NewDeliveries deliveries;
  private final WakeUpSignal wakeUp;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  DeadLetterHandlers(
      DeadLetterRows rows,
      OrderEventParser parser,
      NewDeliveries deliveries,
      WakeUpSignal wakeUp,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rows = rows;
    this.parser = parser;
    this.deliveries = deliveries;
    this.wakeUp = wakeUp;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> repeat(RepeatDeadLetter asked, Caller caller) {
    if (!Reasons.isGiven(asked.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return rows.repeatable(asked.partition(), asked.offset())
        .flatMap(value -> repeat(value, asked, caller))
        .defaultIfEmpty(Invalid.of("record", "not-repeatable"))
        .as(transaction::transactional)
        .doOnNext(_ -> wakeUp.signalIn(Duration.ZERO));
  }

  private Mono<Outcome> repeat(byte[] value, RepeatDeadLetter asked, Caller caller) {
    NewDelivery delivery;
    try {
      delivery = parser.read(value);
    } catch (OrderEventParser.NotAnOrderEvent still) {
      return Mono.just(Invalid.of("record", "still-unreadable"));
    }
    // Somebody may have dropped it meanwhile.
    return rows.remove(asked.partition(), asked.offset())
        .filter(Boolean::booleanValue)
        .flatMap(_ -> deliveries.add(List.of(delivery)).thenReturn(true))
        .flatMap(
            _ ->
                write(
                        caller,
                        "dead-letter.repeat",
                        asked.partition(),
                        asked.offset(),
                        asked.reason())
                    .<Outcome>thenReturn(new Outcome.Done()));
  }

  Mono<Outcome> drop(DropDeadLetter asked, Caller caller) {
    if (!Reasons.isGiven(asked.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return rows.remove(asked.partition(), asked.offset())
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                write(caller, "dead-letter.drop", asked.partition(), asked.offset(), asked.reason())
                    .<Outcome>thenReturn(new Outcome.Done()))
        .defaultIfEmpty(Invalid.of("record", "unknown"))
        .as(transaction::transactional);
  }

  private Mono<Void> write(
      Caller caller, String action, int partition, long offset, String reason) {
    return audit.write(
        caller, action, "dead-letter/" + partition + "/" + offset, reason.strip(), Map.of());
  }
}
