package io.berth.did.throttle;

import io.berth.did.throttle.GuessLimit.Delay;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Settings of the delays of guesses of mailed codes.
 *
 * @param first Delay of the first delayed guess of any kind, 1s to 10m; doubled by each further
 *     one.
 * @param longest Longest delay of a guess; at least {@code first}, up to 24h.
 * @param codesPerOrigin Wrong mailed codes a day that are not delayed, for one account and device
 *     or address block, 5 to 100.
 * @param codesPerAccount Wrong mailed codes a day that are not delayed, for one account and all
 *     unknown devices together; at least {@code codes-per-origin}, up to 1000.
 */
@ConfigurationProperties("berth.did.guesses")
public record GuessProperties(
    @DefaultValue("15s") Duration first,
    @DefaultValue("15m") Duration longest,
    @DefaultValue("15") int codesPerOrigin,
    @DefaultValue("50") int codesPerAccount) {
  public GuessProperties {
    Assert.isTrue(
        first.toMillis() >= 1000 && first.toMinutes() <= 10,
        "berth.did.guesses.first is not between 1s and 10m");
    Assert.isTrue(
        longest.compareTo(first) >= 0 && longest.toHours() <= 24,
        "berth.did.guesses.longest is not between berth.did.guesses.first and 24h");
    Assert.isTrue(
        codesPerOrigin >= 5 && codesPerOrigin <= 100,
        "berth.did.guesses.codes-per-origin is not in 5..100");
    Assert.isTrue(
        codesPerAccount >= codesPerOrigin && codesPerAccount <= 1000,
        "berth.did.guesses.codes-per-account is not between codes-per-origin and 1000");
  }

  /** The delay of most guesses. */
  public Delay delay() {
    return new Delay(first, longest);
  }

  /** The same with another upper bound, but never below the first delay. */
  public Delay delayUpTo(Duration bound) {
    return new Delay(first, bound.compareTo(first) < 0 ? first : bound);
  }
}
