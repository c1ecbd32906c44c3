package io.berth.console.overview;

import io.berth.api.TimeSpan;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.CoinBalance;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an overview shows.
 *
 * @param chosen the slot that causes are of; null for the whole period
 * @param causes the most frequent first
 * @param since when counting began, where that is within the period; else null
 * @param oldest when the event of the longest waiting callback came; null where none waits
 * @param incomplete whether a service did not answer
 */
public record Overview(
    TotalsRange range,
    @Nullable TimeSpan chosen,
    List<ChosenBar> chosenBars,
    List<Figure> figures,
    List<Chart> charts,
    List<Cause> causes,
    List<OrderPart.CoinAmount> amounts,
    List<CoinBalance> balances,
    @Nullable Instant since,
    @Nullable Instant oldest,
    boolean incomplete) {

  private static final int MOST_CAUSES = 10;

  /**
   * The chosen slot of a chart.
   *
   * @param link path and query of the list of what it counts; null where there is none
   */
  public record ChosenBar(Chart chart, Chart.Bar bar, @Nullable String link) {}

  static Overview of(
      Scope scope,
      Optional<OrderTotals> orders,
      Optional<CallbackTotals> callbacks,
      RefusalPart refusals) {
    List<Figure> figures = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    List<Cause> causes = new ArrayList<>();
    List<OrderPart.CoinAmount> amounts = new ArrayList<>();
    orders.ifPresent(
        totals -> {
          OrderPart part =
              new OrderPart(new Slots(scope.period(), totals.since()), totals.totals());
          figures.addAll(part.figures());
          charts.addAll(part.charts());
          causes.addAll(part.causes(scope));
          amounts.addAll(part.amounts());
        });
    callbacks.ifPresent(
        totals -> {
          CallbackPart part = new CallbackPart(new Slots(scope.period(), totals.since()), totals);
          figures.addAll(part.figures());
          charts.addAll(part.charts());
          causes.addAll(part.causes(scope));
        });
    figures.add(refusals.figure());
    charts.add(refusals.chart());
    causes.addAll(refusals.causes(scope));
    return new Overview(
        scope.period().range(),
        scope.chosen(),
        chosenBars(scope, charts),
        figures,
        charts,
        causes.stream()
            .sorted(Comparator.comparingLong(Cause::count).reversed())
            .limit(MOST_CAUSES)
            .toList(),
        amounts,
        orders.map(OrderTotals::balances).orElse(List.of()),
        orders
            .map(OrderTotals::since)
            .filter(since -> since.isAfter(scope.period().start()))
            .orElse(null),
        callbacks.map(CallbackTotals::oldest).orElse(null),
        orders.isEmpty() || callbacks.isEmpty());
  }

  @Nullable Chart chart(String name) {
    return charts.stream().filter(chart -> chart.name().equals(name)).findFirst().orElse(null);
  }

  private static List<ChosenBar> chosenBars(Scope scope, List<Chart> charts) {
    TimeSpan chosen = scope.chosen();
    List<ChosenBar> bars = new ArrayList<>();
    for (Chart chart : charts) {
      for (Chart.Bar bar : chart.bars()) {
        if (chosen != null
            && bar.at().equals(chosen.from())
            && mayChoose(scope.period().range(), chart)) {
          bars.add(new ChosenBar(chart, bar, list(scope, chart)));
        }
      }
    }
    return bars;
  }

  private static @Nullable String list(Scope scope, Chart chart) {
    return switch (chart.name()) {
      case "payments" -> scope.link("/orders?kind=PAYMENT", "ended");
      case "payouts" -> scope.link("/orders?kind=PAYOUT", "ended");
      case RefusalPart.CHART -> scope.link("/doctor", "refused");
      default -> scope.link("/callbacks", "attempted");
    };
  }

  /** Refused requests are counted by the hour, so no other slot of theirs can be chosen. */
  private static boolean mayChoose(TotalsRange range, Chart chart) {
    return range == TotalsRange.DAY || !chart.name().equals(RefusalPart.CHART);
  }

  /** Begin of the links that choose a slot of a chart; null where none can be chosen. */
  public @Nullable String choice(Chart chart) {
    return mayChoose(range, chart) ? "?range=" + range + "&at=" : null;
  }

  /** Ranges to choose from. */
  public List<TotalsRange> ranges() {
    return List.of(TotalsRange.values());
  }
}
