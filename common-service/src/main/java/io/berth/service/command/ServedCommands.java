package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
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

  public static ServedRequest of(Command command, Caller caller, Outcome outcome, long nanos) {
    String result = outcome instanceof Refusal refusal ? refusal.code().name() : ServedRequest.OK;
    return served(
        command, caller, result, new ServedRequest.Order(id(outcome), no(command)), nanos);
  }

  static ServedRequest abandoned(Command command, Caller caller, long nanos) {
    ServedRequest.Order order = new ServedRequest.Order(0, no(command));
    return served(command, caller, ServedRequest.ABANDONED, order, nanos);
  }

  static ServedRequest unreadable(Caller caller, ErrorCode code, long nanos) {
    return new ServedRequest(
        caller.requestId(),
        caller.appId(),
        caller.dialect(),
        UNREADABLE,
        code.name(),
        nanos,
        ServedRequest.Order.NONE);
  }

  private static ServedRequest served(
      Command command, Caller caller, String outcome, ServedRequest.Order order, long nanos) {
    return new ServedRequest(
        caller.requestId(),
        caller.appId(),
        caller.dialect(),
        command.getClass().getSimpleName(),
        outcome,
        nanos,
        order);
  }

  private static @Nullable String no(Command command) {
    return command instanceof PaymentCommand payment ? payment.tradeNo() : null;
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
