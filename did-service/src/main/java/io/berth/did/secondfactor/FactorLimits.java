package io.berth.did.secondfactor;

import io.berth.did.throttle.Guess;
import io.berth.did.throttle.GuessLimit;
import io.berth.did.throttle.GuessProperties;
import io.berth.did.throttle.GuessThrottle;
import io.berth.did.throttle.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Limits guesses of second factors. */
@Component
class FactorLimits {
  private static final Duration DAY = Duration.ofDays(1);

  private final GuessThrottle throttle;
  private final GuessProperties guesses;
  private final SecondFactorProperties properties;

  FactorLimits(GuessThrottle throttle, GuessProperties guesses, SecondFactorProperties properties) {
    this.throttle = throttle;
    this.guesses = guesses;
    this.properties = properties;
  }

  /** Judges a guess like those of passwords: see {@link GuessThrottle}. */
  Mono<Guess<Long>> check(long uid, Origin origin, Mono<Boolean> look) {
    List<GuessLimit> limits = limits(uid, origin);
    return throttle
        .check(limits, look.map(right -> Optional.of(uid).filter(_ -> right)))
        .delayUntil(
            guess ->
                guess instanceof Guess.Right<Long>
                    ? throttle.forget(limits.getFirst())
                    : Mono.empty());
  }

  /** The first is forgotten once the code was right. */
  private List<GuessLimit> limits(long uid, Origin origin) {
    GuessLimit originLimit = limit("second-factor", uid + ":" + origin.key(), properties.tries());
    return origin.known()
        ? List.of(originLimit)
        : List.of(
            originLimit,
            limit("second-factor-account", Long.toString(uid), properties.triesInAll()));
  }

  private GuessLimit limit(String kind, String of, int free) {
    return GuessLimit.of(kind, of, free, guesses.delayUpTo(properties.window()), DAY);
  }
}
