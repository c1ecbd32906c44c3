package io.berth.console.overview;

import io.berth.api.delivery.CallProblem;
import io.berth.api.totals.TotalsOutcome.CallbackLatency;
import io.berth.api.totals.TotalsOutcome.CallbackTotal;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.console.overview.Slots.Sum;
import io.berth.console.page.ValueFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Figures of attempts to call merchants back. */
final class CallbackPart {

  private static final int MEDIAN = 50;
  private static final int MOST = 95;

  /** Problems whose usual words quote a response. */
  private static final Set<CallProblem> QUOTING =
      EnumSet.of(CallProblem.STATUS, CallProblem.BODY, CallProblem.ENDLESS_ANSWER);

  private final Slots slots;
  private final CallbackTotals totals;

  CallbackPart(Slots slots, CallbackTotals totals) {
    this.slots = slots;
    this.totals = totals;
  }

  private Sum sum(Predicate<CallbackTotal> wanted) {
    return (from, to) ->
        totals.totals().stream()
            .filter(total -> !total.slot().isBefore(from) && total.slot().isBefore(to))
            .filter(wanted)
            .mapToLong(CallbackTotal::attempts)
            .sum();
  }

  private Sum acknowledged() {
    return sum(total -> total.problem() == null);
  }

  private Sum failed() {
    return sum(total -> total.problem() != null);
  }

  private Sum all() {
    return sum(_ -> true);
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "acknowledged",
            OrderPart.orNone(Slots.rate(slots.now(acknowledged()), slots.now(all()))),
            slots.comparable()
                ? Slots.rate(slots.before(acknowledged()), slots.before(all()))
                : null,
            null,
            ""));
    Long latency = percentile(MOST, slots.period().start(), slots.period().end());
    Long before = percentile(MOST, slots.period().startBefore(), slots.period().start());
    figures.add(
        new Figure(
            "latency",
            latency == null
                ? OrderPart.orNone(null)
                : "\u2264 " + ValueFormat.count(latency) + " ms",
            before == null || !slots.comparable()
                ? null
                : "\u2264 " + ValueFormat.count(before) + " ms",
            null,
            ""));
    if (totals.waiting() != null) {
      figures.add(new Figure("waiting", ValueFormat.count(totals.waiting()), null, null, ""));
    }
    return figures;
  }

  /** Upper bound of the time within which so many percent of the answers came. */
  private @Nullable Long percentile(int percent, Instant from, Instant to) {
    List<CallbackLatency> within =
        totals.latencies().stream()
            .filter(latency -> !latency.slot().isBefore(from) && latency.slot().isBefore(to))
            .sorted(Comparator.comparingInt(CallbackLatency::upToMillis))
            .toList();
    long all = within.stream().mapToLong(CallbackLatency::attempts).sum();
    long seen = 0;
    for (CallbackLatency latency : within) {
      seen += latency.attempts();
      if (seen * 100 >= all * percent) {
        return (long) latency.upToMillis();
      }
    }
    return null;
  }

  List<Chart> charts() {
    Chart attempts =
        new Chart(
            "callbacks",
            2,
            slots.bars(
                (from, to) ->
                    Chart.Bar.of(
                        from,
                        slots.before(all(), from, to),
                        acknowledged().between(from, to),
                        failed().between(from, to))));
    return List.of(attempts, new Chart("latency", 2, slots.bars(this::latency)));
  }

  /** The bar is as high as the 95th percentile; its lower part as the median. */
  private Chart.Bar latency(Instant from, Instant to) {
    long median = orZero(percentile(MEDIAN, from, to));
    long most = orZero(percentile(MOST, from, to));
    Duration length = slots.period().range().length();
    long before = orZero(percentile(MOST, from.minus(length), to.minus(length)));
    return new Chart.Bar(
        from, List.of(median, most - median), before, List.of(median, most, before));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /** Counts failed attempts by their problem. */
  List<Cause> causes(Scope scope) {
    return Arrays.stream(CallProblem.values())
        .map(problem -> cause(scope, problem))
        .filter(cause -> cause.count() > 0)
        .toList();
  }

  private Cause cause(Scope scope, CallProblem problem) {
    String words = QUOTING.contains(problem) ? "console.overview" : "console.callbacks";
    return new Cause(
        "callbacks",
        words + ".problem." + problem,
        sum(total -> total.problem() == problem).between(scope.span().from(), scope.span().to()),
        scope.link("/callbacks?problem=" + problem, "attempted"));
  }
}
