package io.berth.did.throttle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Counts wrong guesses, and delays further ones by more each time. A lock would let anybody lock
 * the owner of an account out (denial of service); a delay per account and origin slows down only
 * the guesser.
 *
 * <p>Results of parallel guesses are counted one after the other: after the free wrong ones are
 * used up, further results are withheld, right or not. Right guesses do not block each other.
 */
@Repository
public final class GuessThrottle {
  private final DatabaseClient database;

  GuessThrottle(DatabaseClient database) {
    this.database = database;
  }

  /**
   * Looks at a guess unless it has to wait, counts it where it is wrong, and asks for the delay
   * again where it is right. {@link #forget} is left to the caller.
   *
   * @param look what the guess found, an empty {@code Optional} where it is wrong; nothing at all
   *     where there was nothing to guess, which is not counted
   */
  public <T> Mono<Guess<T>> check(List<GuessLimit> limits, Mono<Optional<T>> look) {
    return delay(limits)
        .flatMap(
            delay ->
                delay.isPositive()
                    ? Mono.just(new Guess.TooOften<>(delay))
                    : look.flatMap(found -> check(limits, found)));
  }

  private <T> Mono<Guess<T>> check(List<GuessLimit> limits, Optional<T> found) {
    Guess<T> guess = found.<Guess<T>>map(Guess.Right::new).orElseGet(Guess.Wrong::new);
    return (found.isPresent() ? delay(limits) : failed(limits))
        .map(delay -> delay.isPositive() ? new Guess.TooOften<>(delay) : guess);
  }

  /** How long the next guess has to wait; zero where it need not. */
  Mono<Duration> delay(List<GuessLimit> limits) {
    return database
        .sql("select guess_delay(:buckets)")
        .bind("buckets", texts(limits))
        .map(row -> wholeSeconds(row.get(0, Double.class)))
        .one();
  }

  /** Counts a wrong guess; if guesses have to wait already, the rest of the delay. */
  Mono<Duration> failed(List<GuessLimit> limits) {
    return database
        .sql("select guess_failed(:buckets, :free, :firstSeconds, :longestSeconds, :memorySeconds)")
        .bind("buckets", texts(limits))
        .bind("free", each(limits, Integer[]::new, GuessLimit::free))
        .bind("firstSeconds", seconds(limits, limit -> limit.first().toSeconds()))
        .bind("longestSeconds", seconds(limits, limit -> limit.longest().toSeconds()))
        .bind("memorySeconds", seconds(limits, limit -> limit.memory().toSeconds()))
        .map(row -> wholeSeconds(row.get(0, Double.class)))
        .one();
  }

  /** Forgets the wrong guesses of one bucket. */
  public Mono<Void> forget(GuessLimit limit) {
    return database
        .sql("delete from failed_guesses where bucket = :bucket")
        .bind("bucket", limit.bucket())
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
