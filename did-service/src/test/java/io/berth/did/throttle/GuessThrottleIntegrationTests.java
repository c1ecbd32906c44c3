package io.berth.did.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.did.throttle.GuessLimit.Delay;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@DidServiceTest
class GuessThrottleIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration MEMORY = Duration.ofDays(1);

  @Autowired GuessThrottle throttle;

  private final List<GuessLimit> limits =
      List.of(
          GuessLimit.of("test", Platform.name("one"), 3, new Delay(FIRST, LONGEST), MEMORY),
          GuessLimit.of("test", Platform.name("all"), 5, new Delay(FIRST, FIRST), MEMORY));

  private Duration delay() {
    return Objects.requireNonNull(throttle.delay(limits).block(TIMEOUT));
  }

  private Duration failed() {
    return Objects.requireNonNull(throttle.failed(limits).block(TIMEOUT));
  }

  private void overAndDone(TestServers servers) {
    change(servers, "delayed_until = now()");
  }

  private void change(TestServers servers, String set) {
    limits.forEach(
        limit ->
            servers
                .database()
                .execute(
                    "update failed_guesses set "
                        + set
                        + " where bucket = '"
                        + limit.bucket()
                        + "'"));
  }

  private static void assertAbout(Duration actual, Duration expected) {
    assertThat(actual).isBetween(expected.minusSeconds(20), expected);
  }

  @Test
  void eachWrongGuessAfterTheFreeOnesDoublesTheDelayUpToTheLongest(TestServers servers) {
    for (int i = 0; i < 3; i++) {
      assertThat(delay()).isZero();
      assertThat(failed()).isZero();
    }
    assertAbout(delay(), FIRST);
    assertAbout(failed(), FIRST);
    for (Duration expected : List.of(FIRST.multipliedBy(2), FIRST.multipliedBy(4), LONGEST)) {
      overAndDone(servers);
      assertThat(delay()).as("slower, never locked").isZero();
      assertThat(failed()).isZero();
      assertAbout(delay(), expected);
    }
  }

  @Test
  void countsDrainAndAreDeleted(TestServers servers) {
    for (int i = 0; i < 3; i++) {
      failed();
    }
    change(servers, "delayed_until = now(), updated_at = updated_at - interval '8 hours'");
    assertThat(failed()).as("one of three is free again").isZero();
    assertAbout(delay(), FIRST);
    throttle.forget(limits.getFirst()).block(TIMEOUT);
    assertThat(delay()).as("the other bucket has counted four of five").isZero();
  }

  private Guess<String> check(Mono<Optional<String>> look) {
    return Objects.requireNonNull(throttle.check(limits, look).block(TIMEOUT));
  }

  @Test
  void aRightGuessIsWithheldOnceParallelOnesHaveUsedUpTheFreeOnes() {
    assertThat(check(Mono.just(Optional.of("found")))).isEqualTo(new Guess.Right<>("found"));
    Mono<Optional<String>> overtaken =
        throttle.failed(limits).repeat(2).then(Mono.fromSupplier(() -> Optional.of("found")));
    assertThat(check(overtaken)).isInstanceOf(Guess.TooOften.class);
    assertThat(check(Mono.error(new AssertionError("looked at"))))
        .isInstanceOf(Guess.TooOften.class);
  }

  @Test
  void onlyComparedGuessesAreCounted() {
    for (int i = 0; i < 4; i++) {
      assertThat(throttle.check(limits, Mono.<Optional<String>>empty()).block(TIMEOUT)).isNull();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(check(Mono.just(Optional.empty()))).isEqualTo(new Guess.Wrong<>());
    }
    assertThat(check(Mono.just(Optional.empty()))).isInstanceOf(Guess.TooOften.class);
  }

  @Test
  void resultsOfParallelWrongGuessesBeyondTheFreeOnesAreWithheld() {
    List<Duration> answer =
        Objects.requireNonNull(
            Flux.range(0, 20)
                .flatMap(_ -> throttle.failed(limits).subscribeOn(Schedulers.parallel()), 20)
                .collectList()
                .block(TIMEOUT));
    assertThat(answer).filteredOn(Duration::isZero).hasSize(3);
  }
}
