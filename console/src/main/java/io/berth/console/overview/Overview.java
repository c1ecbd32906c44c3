package io.berth.console.overview;

import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.CoinBalance;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
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
 * @param causes the most frequent first
 * @param since when counting began, where that is within the period; else null
 * @param oldest when the event of the longest waiting callback came; null where none waits
 * @param incomplete whether a service did not answer
 */
public record Overview(
    TotalsRange range,
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
   * @param app path of the app's pages, for links; null where the overview is about more than one
   */
  static Overview of(
      @Nullable String app,
      TotalsPeriod period,
      Optional<OrderTotals> orders,
      Optional<CallbackTotals> callbacks,
      RefusalPart refusals) {
    List<Figure> figures = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    List<Cause> causes = new ArrayList<>();
    List<OrderPart.CoinAmount> amounts = new ArrayList<>();
    orders.ifPresent(
        totals -> {
          OrderPart part = new OrderPart(new Slots(period, totals.since()), totals.totals());
          figures.addAll(part.figures());
          charts.addAll(part.charts());
          causes.addAll(part.causes(app));
          amounts.addAll(part.amounts());
        });
    callbacks.ifPresent(
        totals -> {
          CallbackPart part = new CallbackPart(new Slots(period, totals.since()), totals);
          figures.addAll(part.figures());
          charts.addAll(part.charts());
          causes.addAll(part.causes(app));
        });
    figures.add(refusals.figure());
    charts.add(refusals.chart());
    causes.addAll(refusals.causes(app));
    return new Overview(
        period.range(),
        figures,
        charts,
        causes.stream()
            .sorted(Comparator.comparingLong(Cause::count).reversed())
            .limit(MOST_CAUSES)
            .toList(),
        amounts,
        orders.map(OrderTotals::balances).orElse(List.of()),
        orders.map(OrderTotals::since).filter(since -> since.isAfter(period.start())).orElse(null),
        callbacks.map(CallbackTotals::oldest).orElse(null),
        orders.isEmpty() || callbacks.isEmpty());
  }

  @Nullable Chart chart(String name) {
    return charts.stream().filter(chart -> chart.name().equals(name)).findFirst().orElse(null);
  }

  /** Ranges to choose from. */
  public List<TotalsRange> ranges() {
    return List.of(TotalsRange.values());
  }
}
