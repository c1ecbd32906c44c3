package io.berth.api.testclock;

import io.berth.api.CallbackCommand;
import io.berth.api.ConsoleCommand;
import io.berth.api.DidCommand;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.Realm;
import java.time.Duration;

/**
 * Commands of people that move the clock of the calling app of test forward: all that this app
 * waits for becomes due as much earlier, in the service that the command is for. Each answers a
 * {@link TestClockOutcome}. A live app is refused.
 */
public sealed interface TestClockCommand extends ConsoleCommand {

  Duration SHORTEST = Duration.ofMinutes(1);
  Duration LONGEST = Duration.ofDays(90);

  /** How far the clock is moved, from a minute to 90 days. */
  long seconds();

  @Override
  default Permission permission() {
    return Permission.APP_WRITE;
  }

  /** Whether the clock of this app is moved that far. */
  default boolean isAllowed(String appId) {
    return Realm.of(appId) == Realm.TEST
        && seconds() >= SHORTEST.toSeconds()
        && seconds() <= LONGEST.toSeconds();
  }

  /** Lets authorization codes and tokens expire. Answers {@link TestClockOutcome.TokensMoved}. */
  record MoveTokens(long seconds) implements TestClockCommand, DidCommand {}

  /**
   * Lets unpaid orders expire, and days end. Answers {@link TestClockOutcome.OrdersMoved}, where a
   * day ended with it reconciled.
   */
  record MoveOrders(long seconds) implements TestClockCommand, PayCommand {
    @Override
    public Duration extraTime() {
      return Duration.ofSeconds(5);
    }
  }

  /** Lets callbacks be tried again. Answers {@link TestClockOutcome.CallbacksMoved}. */
  record MoveCallbacks(long seconds) implements TestClockCommand, CallbackCommand {}
}
