package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome;
import io.berth.service.trace.ServedRequest;
import org.jspecify.annotations.Nullable;

/** Describes commands in the access log: never what is in them, beside which order they concern. */
public final class ServedCommands {

  private static final String UNREADABLE = "unreadable";

  private ServedCommands() {}

  /**
   * @param command null for one that cannot be read
   */
  public static ServedRequest of(
      @Nullable Command command, Caller caller, Outcome outcome, long nanos) {
    String result = outcome instanceof Refusal refusal ? refusal.code().name() : ServedRequest.OK;
    return served(command, caller, result, id(outcome), nanos);
  }

  static ServedRequest abandoned(Command command, Caller caller, long nanos) {
    return served(command, caller, ServedRequest.ABANDONED, 0, nanos);
  }

  private static ServedRequest served(
      @Nullable Command command, Caller caller, String outcome, long orderId, long nanos) {
    String tradeNo = command instanceof PaymentCommand payment ? payment.tradeNo() : null;
    return new ServedRequest(
        caller.requestId(),
        caller.appId(),
        caller.dialect(),
        command == null ? UNREADABLE : command.getClass().getSimpleName(),
        outcome,
        nanos,
        new ServedRequest.Order(orderId, tradeNo));
  }

  private static long id(Outcome outcome) {
    return switch (outcome) {
      case PaymentOutcome.OrderFound(var order) -> order.id();
      case PaymentOutcome.PaidOut(var order, _) -> order.id();
      case PaymentOutcome.Prepaid prepaid -> prepaid.orderId();
      default -> 0;
    };
  }
}
