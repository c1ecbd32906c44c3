package io.berth.callback.endpoint;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps endpoints apart: each has a bound of its own and a breaker. A breaker opens when an
 * endpoint has not answered several times in a row; after a while one call may try again. An answer
 * of any status is an answer: whether the merchant likes what it was told is the schedule's
 * business.
 */
public final class Endpoints {

  /** What became of a granted call. */
  public enum Report {
    ANSWERED,
    UNANSWERED,
    /** It was not made after all. */
    NOT_CALLED
  }

  /** State of a breaker. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private static final Duration FULL_DELAY = Duration.ofMillis(500);
  private static final int MOST_SITUATIONS = 20;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final int concurrency;
  private final int failures;
  private final Duration open;
  private final LongSupplier nanoTime;
  private final Map<Endpoint, Gate> gates = new ConcurrentHashMap<>();

  /**
   * @param concurrency calls that may be on their way to one endpoint
   * @param failures calls without an answer, in a row, that open a breaker
   * @param open how long it stays open
   */
  public Endpoints(int concurrency, int failures, Duration open) {
    this(concurrency, failures, open, System::nanoTime);
  }

  Endpoints(int concurrency, int failures, Duration open, LongSupplier nanoTime) {
    this.concurrency = concurrency;
    this.failures = failures;
    this.open = open;
    this.nanoTime = nanoTime;
  }

  /**
   * @param insisting goes through an open breaker: the merchant has just asked to be called
   */
  public Permission ask(Endpoint endpoint, boolean insisting) {
    Permission[] permission = new Permission[1];
    gates.compute(
        endpoint,
        (key, gate) -> {
          Gate asked = gate == null ? new Gate() : gate;
          permission[0] = asked.ask(insisting, nanoTime.getAsLong());
          return asked;
        });
    return permission[0];
  }

  public void report(Endpoint endpoint, Report report) {
    gates.computeIfPresent(
        endpoint,
        (key, gate) -> {
          gate.report(report, nanoTime.getAsLong());
          return gate.forgettable(nanoTime.getAsLong()) ? null : gate;
        });
  }

  /** Forgets endpoints that nobody has called for a while. */
  public void forgetIdle() {
    long now = nanoTime.getAsLong();
    gates.values().removeIf(gate -> gate.idleSince(now));
  }

  public Map<State, Integer> states() {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    long now = nanoTime.getAsLong();
    gates.values().forEach(gate -> counts.merge(gate.state(now), 1, Integer::sum));
    return counts;
  }

  /** One that is being called or does not answer. */
  public record Situation(Endpoint endpoint, State state, int calls, Duration openFor) {}

  /** Of one app, as this instance knows them. */
  public List<Situation> of(String appId) {
    long now = nanoTime.getAsLong();
    return gates.entrySet().stream()
        .filter(entry -> entry.getKey().appId().equals(appId))
        .map(entry -> entry.getValue().situation(entry.getKey(), now))
        .sorted(Comparator.comparing(situation -> situation.endpoint().origin()))
        .limit(MOST_SITUATIONS)
        .toList();
  }

  public int concurrency() {
    return concurrency;
  }

  /** Touched under the map's lock of its key, read by metrics without. */
  private final class Gate {

    private volatile int calls;
    private volatile int unanswered;
    private volatile long openUntil;
    private volatile long touched;

    Permission ask(boolean insisting, long now) {
      touched = now;
      if (calls >= concurrency) {
        return new Permission.Postponed(FULL_DELAY);
      }
      Permission permission =
          switch (state(now)) {
            case CLOSED -> new Permission.Granted();
            case OPEN ->
                insisting
                    ? new Permission.Granted()
                    : new Permission.Postponed(Duration.ofNanos(openUntil - now));
            case HALF_OPEN ->
                insisting || calls == 0
                    ? new Permission.Granted()
                    : new Permission.Postponed(FULL_DELAY);
          };
      if (permission instanceof Permission.Granted) {
        calls++;
      }
      return permission;
    }

    void report(Report report, long now) {
      calls--;
      touched = now;
      switch (report) {
        case ANSWERED -> unanswered = 0;
        case UNANSWERED -> {
          unanswered = Math.min(unanswered + 1, failures);
          openUntil = now + open.toNanos();
        }
        case NOT_CALLED -> {}
      }
    }

    State state(long now) {
      if (unanswered < failures) {
        return State.CLOSED;
      }
      return openUntil - now > 0 ? State.OPEN : State.HALF_OPEN;
    }

    Situation situation(Endpoint endpoint, long now) {
      State state = state(now);
      return new Situation(
          endpoint,
          state,
          calls,
          state == State.OPEN ? Duration.ofNanos(openUntil - now) : Duration.ZERO);
    }

    boolean forgettable(long now) {
      return calls == 0 && unanswered == 0;
    }

    boolean idleSince(long now) {
      return calls == 0 && now - touched > FORGET_AFTER.toNanos();
    }
  }
}
