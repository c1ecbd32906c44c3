package io.berth.did.throttle;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Stores how often somebody guessed wrongly, and delays further guesses by more each time. A lock
 * would let anybody lock the owner of an account out (denial of service); a delay per account and
 * origin costs only whoever guesses.
 *
 * <p>A guess asks for the {@link #delay} before it is looked at, and again once it has turned out
 * right; a wrong one is {@link #failed}. Of parallel guesses, those that turn out after the free
 * ones are used up are told nothing, right or not.
 */
@Component
public final class GuessThrottle {
  private final DatabaseClient database;

  GuessThrottle(DatabaseClient database) {
    this.database = database;
  }

  /** How long the next guess has to wait; zero where it need not. */
  public Mono<Duration> delay(List<GuessLimit> limits) {
    return database
        .sql("select guess_delay($1)")
        .bind("$1", texts(limits))
        .map(row -> wholeSeconds(row.get(0, Double.class)))
        .one();
  }

  /** Counts a wrong guess; if guesses have to wait already, the rest of the delay. */
  public Mono<Duration> failed(List<GuessLimit> limits) {
    return database
        .sql("select guess_failed($1, $2, $3, $4, $5)")
        .bind("$1", texts(limits))
        .bind("$2", each(limits, Integer[]::new, GuessLimit::free))
        .bind("$3", seconds(limits, limit -> limit.first().toSeconds()))
        .bind("$4", seconds(limits, limit -> limit.longest().toSeconds()))
        .bind("$5", seconds(limits, limit -> limit.memory().toSeconds()))
        .map(row -> wholeSeconds(row.get(0, Double.class)))
        .one();
  }

  /** Forgets the wrong guesses of one bucket. */
  public Mono<Void> forget(GuessLimit limit) {
    return database
        .sql("delete from failed_guesses where bucket = $1")
        .bind("$1", limit.bucket())
        .then();
  }

  private static Duration wholeSeconds(Double seconds) {
    return Duration.ofSeconds((long) Math.ceil(seconds));
  }

  private static String[] texts(List<GuessLimit> limits) {
    return each(limits, String[]::new, GuessLimit::bucket);
  }

  private static Double[] seconds(List<GuessLimit> limits, ToDoubleFunction<GuessLimit> part) {
    return each(limits, Double[]::new, part::applyAsDouble);
  }

  private static <T> T[] each(
      List<GuessLimit> limits, IntFunction<T[]> array, Function<GuessLimit, T> part) {
    return limits.stream().map(part).toArray(array);
  }
}
