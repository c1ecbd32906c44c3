package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationOutcome.Problem;
import io.berth.api.reconciliation.ReconciliationOutcome.Profit;
import io.berth.api.reconciliation.ReconciliationOutcome.Row;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.dialect.api.App;
import io.berth.pay.reconciliation.BookSettings.Settings;
import io.berth.pay.reconciliation.MerchantCalls.BooksFailed;
import io.berth.pay.reconciliation.Reconciliations.Result;
import io.berth.service.audit.AuditLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Compares a day of an app with the merchant's books and, where they agree, moves the profit. */
@Component
class Reconciler {
  /** Longer than both calls of the merchant, and all postings, may take. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final BookSettings settings;
  private final Reconciliations reconciliations;
  private final DayTotals ours;
  private final MerchantBooks theirs;
  private final ProfitShares profits;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  Reconciler(
      BookSettings settings,
      Reconciliations reconciliations,
      DayTotals ours,
      MerchantBooks theirs,
      ProfitShares profits,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.settings = settings;
    this.reconciliations = reconciliations;
    this.ours = ours;
    this.theirs = theirs;
    this.profits = profits;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** False where another instance, or another person, is at it. */
  Mono<Boolean> reconcile(App app, Day day, String requestId) {
    return reconciliations
        .lease(day, LEASE)
        .flatMap(
            token ->
                Mono.zip(ours.of(day), settings.of(day.appId()))
                    .flatMap(both -> compare(app, day, both.getT1(), both.getT2(), requestId))
                    .flatMap(result -> store(day, token, result, requestId)))
        .defaultIfEmpty(false);
  }

  private Mono<Boolean> store(Day day, UUID token, Result result, String requestId) {
    return reconciliations
        .store(day, token, result)
        .flatMap(
            counted ->
                counted
                    ? audit
                        .writeOwn(requestId, "reconciliation", day.object(), details(result))
                        .thenReturn(true)
                    : Mono.just(false))
        .as(transaction::transactional);
  }

  private static Map<String, String> details(Result result) {
    String moved =
        result.profits().stream()
            .map(
                profit ->
                    profit.amount().toPlainString() + " " + profit.coin() + " " + profit.state())
            .collect(Collectors.joining(", "));
    return moved.isEmpty()
        ? Map.of("state", result.state().name())
        : Map.of("state", result.state().name(), "profit", moved);
  }

  private Mono<Result> compare(
      App app, Day day, List<Totals> own, Settings settings, String requestId) {
    List<Row> alone = Comparison.of(own, null);
    String url = settings.url();
    if (url == null) {
      return Mono.just(new Result(State.TOTALS_ONLY, null, alone, List.of()));
    }
    return theirs
        .totals(app, url, day.date(), requestId)
        .map(merchant -> Comparison.of(own, merchant))
        .flatMap(rows -> judged(app, day, rows, settings, requestId))
        .onErrorResume(BooksFailed.class, e -> Mono.just(failed(alone, e.problem(false))));
  }

  private Mono<Result> judged(
      App app, Day day, List<Row> rows, Settings settings, String requestId) {
    if (rows.stream().anyMatch(Row::differs)) {
      return Mono.just(new Result(State.DIFFERENT, null, rows, List.of()));
    }
    String profitUrl = settings.profitUrl();
    if (profitUrl == null) {
      return Mono.just(new Result(State.AGREED, null, rows, List.of()));
    }
    return theirs
        .profits(app, profitUrl, day.date(), requestId)
        .flatMap(reported -> profits.move(app, day, reported, requestId))
        .map(moved -> agreed(rows, moved))
        .onErrorResume(BooksFailed.class, e -> Mono.just(failed(rows, e.problem(true))));
  }

  /** Profit that could not be moved is tried again, as everything that failed is. */
  private static Result agreed(List<Row> rows, List<Profit> moved) {
    boolean all = moved.stream().allMatch(profit -> profit.state().equals("posted"));
    return all
        ? new Result(State.AGREED, null, rows, moved)
        : new Result(State.FAILED, new Problem(Problem.Kind.NOT_MOVED, "", true), rows, moved);
  }

  private static Result failed(List<Row> rows, Problem problem) {
    return new Result(State.FAILED, problem, rows, List.of());
  }
}
