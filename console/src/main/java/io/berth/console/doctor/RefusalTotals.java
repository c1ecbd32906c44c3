package io.berth.console.doctor;

import io.berth.api.ErrorCode;
import io.berth.api.doctor.RefusedSignature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts the refused requests of the last day by app, hour and reason. */
public final class RefusalTotals {

  /** Hours that are counted, the present one included. */
  public static final int HOURS = 24;

  /** Refusals of one app in one hour for one reason. */
  private record Key(String appId, Instant hour, ErrorCode code) {}

  /**
   * Requests that were refused in an hour for one reason.
   *
   * @param hour its beginning
   */
  public record RefusalTotal(Instant hour, ErrorCode code, long requests) {}

  private final int most;
  private final InstantSource clock;
  private final Map<Key, Long> requests = new HashMap<>();
  private Instant oldest = Instant.MIN;

  /**
   * @param most counters that are kept; what would need more is not counted
   */
  RefusalTotals(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  synchronized void add(RefusedSignature refused) {
    Key key = new Key(refused.appId(), refused.at().truncatedTo(ChronoUnit.HOURS), refused.code());
    forgetOld(first());
    if (key.hour().isBefore(oldest)) {
      return;
    }
    if (requests.size() < most || requests.containsKey(key)) {
      requests.merge(key, 1L, Long::sum);
    }
  }

  /** Once an hour: all counters are looked through. */
  private void forgetOld(Instant first) {
    if (first.isAfter(oldest)) {
      oldest = first;
      requests.keySet().removeIf(old -> old.hour().isBefore(first));
    }
  }

  /** Beginning of the first hour that counts. */
  public Instant first() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
  }

  /** Adds up the refused requests of some apps. */
  public synchronized List<RefusalTotal> of(Predicate<String> appId) {
    forgetOld(first());
    return requests.entrySet().stream()
        .filter(entry -> appId.test(entry.getKey().appId()))
        .collect(
            Collectors.groupingBy(
                entry -> List.of(entry.getKey().hour(), entry.getKey().code()),
                Collectors.summingLong(Map.Entry::getValue)))
        .entrySet()
        .stream()
        .map(
            entry ->
                new RefusalTotal(
                    (Instant) entry.getKey().getFirst(),
                    (ErrorCode) entry.getKey().getLast(),
                    entry.getValue()))
        .toList();
  }
}
