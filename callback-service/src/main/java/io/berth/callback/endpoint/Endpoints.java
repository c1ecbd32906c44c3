package io.berth.callback.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a concurrency limit and a circuit breaker for each endpoint. A breaker opens when an
 * endpoint has not responded several times in a row; after a while one call may try again. A
 * response of any status counts: its meaning is for the delivery to judge.
 */
public final class Endpoints {

  /** Result of a granted call. */
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
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final int concurrency;
  private final int failures;
  private final Duration open;
  private final LongSupplier nanoTime;
  private final Map<Endpoint, Breaker> breakers = new ConcurrentHashMap<>();
  private final Set<Endpoint> changed = ConcurrentHashMap.newKeySet();

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
    breakers.compute(
        endpoint,
        (key, breaker) -> {
          Breaker asked = breaker == null ? new Breaker() : breaker;
          permission[0] = asked.ask(insisting, nanoTime.getAsLong());
          return asked;
        });
    return permission[0];
  }

  public void report(Endpoint endpoint, Report report) {
    breakers.computeIfPresent(
        endpoint,
        (key, breaker) -> {
          if (breaker.report(report, nanoTime.getAsLong())) {
            changed.add(key);
          }
          return breaker.forgettable(nanoTime.getAsLong()) ? null : breaker;
        });
  }

  /** Removes endpoints without calls for a while. */
  public void forgetIdle() {
    long now = nanoTime.getAsLong();
    breakers.values().removeIf(breaker -> breaker.idleSince(now));
  }

  public Map<State, Integer> states() {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    long now = nanoTime.getAsLong();
    breakers.values().forEach(breaker -> counts.merge(breaker.state(now), 1, Integer::sum));
    return counts;
  }

  /**
   * A breaker that has opened or closed.
   *
   * @param openFor null where the endpoint answers again
   */
  record Change(Endpoint endpoint, @Nullable Duration openFor) {}

  /** The present state of every breaker that has opened or closed since the last time. */
  List<Change> takeChanges() {
    long now = nanoTime.getAsLong();
    List<Change> changes = new ArrayList<>();
    for (Endpoint endpoint : List.copyOf(changed)) {
      // What changes after this is for the next time.
      changed.remove(endpoint);
      Breaker breaker = breakers.get(endpoint);
      changes.add(new Change(endpoint, breaker == null ? null : breaker.openFor(now)));
    }
    return changes;
  }

  /** Takes back changes that could not be recorded. */
  void putBack(List<Change> changes) {
    changes.forEach(change -> changed.add(change.endpoint()));
  }

  public int concurrency() {
    return concurrency;
  }

  /** Touched under the map's lock of its key, read by metrics without. */
  private final class Breaker {

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

    /** Whether that opened the breaker, kept it open or closed it. */
    boolean report(Report report, long now) {
      boolean wasOpen = unanswered >= failures;
      calls--;
      touched = now;
      return switch (report) {
        case ANSWERED -> {
          unanswered = 0;
          yield wasOpen;
        }
        case UNANSWERED -> {
          unanswered = Math.min(unanswered + 1, failures);
          openUntil = now + open.toNanos();
          yield unanswered >= failures;
        }
        case NOT_CALLED -> false;
      };
    }

    State state(long now) {
      if (unanswered < failures) {
        return State.CLOSED;
      }
      return openUntil - now > 0 ? State.OPEN : State.HALF_OPEN;
    }

    @Nullable Duration openFor(long now) {
      return unanswered < failures ? null : Duration.ofNanos(Math.max(0, openUntil - now));
    }

    boolean forgettable(long now) {
      return calls == 0 && unanswered == 0;
    }

    boolean idleSince(long now) {
      return calls == 0 && now - touched > FORGET_AFTER.toNanos();
    }
  }
}
