package io.berth.console.overview;

import io.berth.api.AccountKind;
import io.berth.api.delivery.CallProblem;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.CallbackTotalsCommand;
import io.berth.api.totals.CallbackTotalsCommand.ReadCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadCompanyCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadPlatformCallbackTotals;
import io.berth.api.totals.OrderTotalsCommand;
import io.berth.api.totals.OrderTotalsCommand.ReadCompanyOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadPlatformOrderTotals;
import io.berth.api.totals.TotalsOutcome.CallbackLatency;
import io.berth.api.totals.TotalsOutcome.CallbackTotal;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.CoinBalance;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.console.ScriptedGateway;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Totals of a shop in which ten orders are paid in every slot, and in which payments fell in the
 * third last one: five expired, and as many callbacks were answered with an error.
 */
public final class ScriptedTotals {

  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

  private ScriptedTotals() {}

  public static void script(ScriptedGateway gateway) {
    gateway
        .answers(ReadOrderTotals.class, ScriptedTotals::ownOrders)
        .answers(ReadCompanyOrderTotals.class, ScriptedTotals::ownOrders)
        .answers(ReadPlatformOrderTotals.class, ScriptedTotals::allOrders)
        .answers(ReadCallbackTotals.class, read -> callbacks(read, true))
        .answers(ReadCompanyCallbackTotals.class, read -> callbacks(read, false))
        .answers(ReadPlatformCallbackTotals.class, read -> callbacks(read, false));
  }

  private static OrderTotals ownOrders(OrderTotalsCommand read) {
    return new OrderTotals(
        LONG_AGO,
        totals(read.period()),
        List.of(
            new CoinBalance(
                "usdt", AccountKind.COIN, new BigDecimal("1234567.125"), new BigDecimal("1000")),
            new CoinBalance("usdt", AccountKind.OPEN, new BigDecimal("50"), BigDecimal.ZERO)));
  }

  private static OrderTotals allOrders(OrderTotalsCommand read) {
    return new OrderTotals(
        LONG_AGO,
        totals(read.period()),
        List.of(new CoinBalance("usdt", null, new BigDecimal("99999999.99"), BigDecimal.ZERO)));
  }

  private static List<OrderTotal> totals(TotalsPeriod period) {
    List<OrderTotal> totals = new ArrayList<>();
    for (Instant slot : slots(period)) {
      boolean fallen = fallen(period, slot);
      totals.add(total(slot, Kind.PAYMENT, OrderStatus.PAID, fallen ? 5 : 10));
      totals.add(total(slot, Kind.PAYOUT, OrderStatus.PAID, 3));
      if (fallen) {
        totals.add(total(slot, Kind.PAYMENT, OrderStatus.EXPIRED, 5));
        totals.add(total(slot, Kind.RETURN, OrderStatus.PAID, 1));
      }
    }
    return totals;
  }

  private static OrderTotal total(Instant slot, Kind kind, OrderStatus status, long orders) {
    return new OrderTotal(
        slot,
        "usdt",
        kind,
        status,
        orders,
        new BigDecimal(orders * 1000),
        BigDecimal.valueOf(orders));
  }

  private static CallbackTotals callbacks(CallbackTotalsCommand read, boolean ofApp) {
    List<CallbackTotal> totals = new ArrayList<>();
    List<CallbackLatency> latencies = new ArrayList<>();
    for (Instant slot : slots(read.period())) {
      totals.add(new CallbackTotal(slot, null, 10, 0));
      latencies.add(new CallbackLatency(slot, 32, 9));
      latencies.add(new CallbackLatency(slot, 256, 1));
      if (fallen(read.period(), slot)) {
        totals.add(new CallbackTotal(slot, CallProblem.STATUS, 5, 1));
        latencies.add(new CallbackLatency(slot, 4096, 5));
      }
    }
    return new CallbackTotals(
        LONG_AGO,
        totals,
        latencies,
        ofApp ? 3L : null,
        ofApp ? Instant.parse("2026-11-20T08:30:00Z") : null);
  }

  /** Every slot of the period, and every second one of the period before. */
  private static List<Instant> slots(TotalsPeriod period) {
    List<Instant> slots = new ArrayList<>();
    Instant slot = period.startBefore();
    while (slot.isBefore(period.end())) {
      slots.add(slot);
      slot = slot.plus(period.range().slot().multipliedBy(slot.isBefore(period.start()) ? 2 : 1));
    }
    return slots;
  }

  private static boolean fallen(TotalsPeriod period, Instant slot) {
    return slot.equals(period.end().minus(period.range().slot().multipliedBy(3)));
  }
}
