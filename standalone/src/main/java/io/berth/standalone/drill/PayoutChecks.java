package io.berth.standalone.drill;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.traffic.Demo;
import io.berth.embedded.PostgresAdmin;
import io.berth.standalone.drill.PayoutResponses.Payout;
import io.berth.standalone.drill.PayoutResponses.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares what a merchant was told with orders, balances, entries and callbacks. Every
 * acknowledged payout must be there exactly once, and be called back: once, except where something
 * went wrong between the callback and the storing of its result.
 */
final class PayoutChecks {

  /** Limit for the first payout after a start: no backlog delays its callback. */
  private static final Duration FIRST_CALLBACK_LIMIT = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A time in which callbacks may come whose results are lost. */
  private record Disturbance(Instant from, Instant to) {

    boolean contains(Instant moment) {
      return !moment.isBefore(from) && !moment.isAfter(to);
    }
  }

  private final MerchantClient merchant;
  private final PayoutResponses responses;
  private final MerchantServer callbacks;
  private final List<Disturbance> disturbances = new ArrayList<>();

  PayoutChecks(MerchantClient merchant, PayoutResponses responses, MerchantServer callbacks) {
    this.merchant = merchant;
    this.responses = responses;
    this.callbacks = callbacks;
  }

  /** Allows callbacks that first come within a time to come again. */
  void disturbed(Instant from, Instant to) {
    disturbances.add(new Disturbance(from, to));
  }

  /**
   * Sends payouts again whose outcome is unknown, and returns everything that does not agree.
   *
   * @param limit for callbacks
   */
  List<String> problems(int round, PostgresAdmin postgres, Duration limit)
      throws InterruptedException {
    List<String> problems = new ArrayList<>();
    verifyFirstCallback(round, problems);
    for (Payout payout : responses.with(Response.NONE)) {
      PayoutLoad.send(merchant, responses, payout);
      Thread.sleep(Duration.ofMillis(10));
    }
    List<Payout> paid = responses.with(Response.PAID);
    List<String> acknowledged = paid.stream().map(Payout::tradeNo).toList();
    DrillDatabase books = new DrillDatabase(postgres, Demo.DRAGONEX.appId());
    problems.addAll(books.problems(acknowledged));
    for (String tradeNo : books.unacknowledged(acknowledged)) {
      problems.add("paid, but not acknowledged: " + tradeNo);
    }
    for (boolean kind : new boolean[] {false, true}) {
      compare(kind, books, problems);
    }
    for (Payout payout : responses.with(Response.NONE)) {
      problems.add("still without an answer: " + payout);
    }
    awaitCallbacks(paid, limit, problems);
    findRepeatedCallbacks(problems);
    return problems;
  }

  /** Compares the merchant's balance, its orders and the acknowledged payouts: three equal sums. */
  private void compare(boolean open, DrillDatabase books, List<String> problems) {
    String what = open ? "open" : "coin";
    BigDecimal paid = responses.paid(open);
    BigDecimal ordered = books.paidOut(open);
    SignedResponse answer =
        merchant.post(
            open ? "/api/v1/open/admin/coin/detail/" : "/api/v1/admin/coin/detail/",
            Map.of("coin_code", "usdt"));
    BigDecimal left = new BigDecimal(answer.text("total"));
    if (paid.compareTo(ordered) != 0) {
      problems.add(what + ": acknowledged " + paid + ", orders say " + ordered);
    }
    if (left.add(paid).compareTo(BigDecimal.valueOf(DrillPlatform.OPENING)) != 0) {
      problems.add(
          what + ": " + left + " are left of " + DrillPlatform.OPENING + " after paying " + paid);
    }
  }

  /** Checks that a new payout is called back soon: a consumer without partitions looks healthy. */
  private void verifyFirstCallback(int round, List<String> problems) throws InterruptedException {
    Payout first = new Payout("drill_first_" + round, BigDecimal.ONE, false);
    responses.addSent(first);
    PayoutLoad.send(merchant, responses, first);
    if (responses.with(Response.PAID).contains(first)) {
      awaitCallbacks(List.of(first), FIRST_CALLBACK_LIMIT, problems);
    }
  }

  private void awaitCallbacks(List<Payout> paid, Duration limit, List<String> problems)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    List<Payout> waiting = paid;
    while (!waiting.isEmpty()) {
      waiting =
          waiting.stream()
              .filter(payout -> !callbacks.acknowledged().containsKey(payout.tradeNo()))
              .toList();
      if (!waiting.isEmpty()) {
        if (Instant.now().isAfter(deadline)) {
          waiting.forEach(
              payout -> problems.add("not called back within " + limit + ": " + payout));
          return;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private void findRepeatedCallbacks(List<String> problems) {
    callbacks
        .acknowledged()
        .forEach(
            (tradeNo, times) -> {
              Instant first = times.getFirst();
              if (times.size() > 1
                  && disturbances.stream().noneMatch(each -> each.contains(first))) {
                problems.add("called back " + times.size() + " times: " + tradeNo + " " + times);
              }
            });
  }
}
