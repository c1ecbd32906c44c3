package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.service.trace.AccessLog;
import io.berth.service.trace.ServedRequest;
import io.berth.service.trace.ServedSpan;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A command from its arrival to its line in the access log, which tells nothing of what is in it
 * beside the order that it concerns.
 */
public final class ServedCommand {

  private static final String UNREADABLE = "unreadable";

  private final AccessLog accessLog;
  private final Caller caller;
  private final @Nullable ServedSpan span;
  private final long startNanos = System.nanoTime();

  public ServedCommand(AccessLog accessLog, Caller caller) {
    this.accessLog = accessLog;
    this.caller = caller;
    this.span = accessLog.tracing().command(caller);
  }

  /** Null where the request is not traced. */
  @Nullable ServedSpan span() {
    return span;
  }

  long nanos() {
    return System.nanoTime() - startNanos;
  }

  /**
   * Notes a command that nobody handles.
   *
   * @param command null for one that cannot be read
   */
  public Mono<Outcome> refuse(@Nullable Command command, Refusal refusal) {
    add(command, refusal.code().name(), 0);
    return Mono.just(refusal);
  }

  /** Notes the command with its outcome, or as abandoned; commands on the way are of its span. */
  public Mono<Outcome> follow(Command command, Mono<Outcome> handled) {
    Mono<Outcome> followed =
        handled
            .doOnNext(outcome -> add(command, result(outcome), orderId(outcome)))
            .doOnCancel(() -> add(command, ServedRequest.ABANDONED, 0));
    return span == null
        ? followed
        : followed.contextWrite(context -> context.put(ServedSpan.KEY, span));
  }

  private void add(@Nullable Command command, String outcome, long orderId) {
    long nanos = nanos();
    accessLog.add(
        span,
        () ->
            new ServedRequest(
                caller.requestId(),
                caller.appId(),
                caller.dialect(),
                command == null ? UNREADABLE : command.getClass().getSimpleName(),
                outcome,
                nanos,
                new ServedRequest.Order(
                    orderId,
                    command instanceof PaymentCommand payment ? payment.tradeNo() : null)));
  }

  private static String result(Outcome outcome) {
    return outcome instanceof Refusal refusal ? refusal.code().name() : ServedRequest.OK;
  }

  private static long orderId(Outcome outcome) {
    return switch (outcome) {
      case PaymentOutcome.OrderFound(var order) -> order.id();
      case PaymentOutcome.PaidOut(var order, _) -> order.id();
      case PaymentOutcome.Prepaid prepaid -> prepaid.orderId();
      default -> 0;
    };
  }
}
