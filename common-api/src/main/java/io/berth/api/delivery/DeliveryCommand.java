package io.berth.api.delivery;

import io.berth.api.CallbackCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands of people about an app's callbacks, resending included. */
public sealed interface DeliveryCommand extends CallbackCommand {

  /** Orders that {@link ResendCallbacks} takes at once. */
  int MOST_ORDERS = 100;

  /** Looking changes nothing. */
  sealed interface Looking extends DeliveryCommand {
    @Override
    default Permission permission() {
      return Permission.APP_READ;
    }
  }

  /** Sending moves no money: a callback repeats a state, or shows a made-up order. */
  sealed interface Sending extends DeliveryCommand {
    @Override
    default Permission permission() {
      return Permission.CALLBACKS_WRITE;
    }
  }

  /**
   * Checks a URL for callbacks, as far as possible without looking its host up. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   */
  record CheckTarget(String url) implements Looking {}

  /** Every round of one order, latest first. Answers {@link DeliveryOutcome.Deliveries}. */
  record ReadDeliveries(long orderId) implements Looking {}

  /**
   * Reads the latest round of each of these orders. Answers {@link DeliveryOutcome.LatestRounds}.
   *
   * @param orderIds at most {@link #MOST_ORDERS}
   */
  record ReadLatestRounds(List<Long> orderIds) implements Looking {}

  /**
   * Searches callbacks in the order of their orders. Answers {@link DeliveryOutcome.Deliveries}.
   *
   * @param problem of one of the attempts at least; null for any or none
   * @param since when the event came, at the earliest; null for any time
   * @param attempted when an attempt ended that had the problem, or any; null for any time
   * @param oldestFirst whether the list begins with the earliest order instead of the latest
   * @param after what the page before ended with; null for the first
   * @param limit 1 to 100
   */
  record SearchDeliveries(
      Filter filter,
      @Nullable CallProblem problem,
      @Nullable Instant since,
      @Nullable TimeSpan attempted,
      boolean oldestFirst,
      @Nullable Position after,
      int limit)
      implements Looking {}

  /** Position where a list continues. */
  record Position(long orderId, long deliveryId) {}

  enum Filter {
    ALL,
    /** More attempts are to come. */
    PENDING,
    /** The latest attempt was not acknowledged, whether or not more are to come. */
    FAILED,
    RECEIVED,
    /** Of a paid order of which no callback was acknowledged although one was attempted. */
    UNACKNOWLEDGED
  }

  /** Reads the state of the app's callbacks. Answers {@link DeliveryOutcome.Overview}. */
  record ReadCallbackOverview() implements Looking {}

  /**
   * Begins a new round for each of these orders, unless one has just been begun. Answers {@link
   * DeliveryOutcome.Resent}.
   *
   * @param orderIds at most {@link #MOST_ORDERS}
   */
  record ResendCallbacks(List<Long> orderIds) implements Sending {}

  /**
   * The same for every order whose latest callback failed, some thousands at once. Answers {@link
   * DeliveryOutcome.Resent}; what is resent has not failed any more, so asking again goes on.
   *
   * @param since when the event of the failed callback came, at the earliest
   */
  record ResendFailed(Instant since) implements Sending {
    @Override
    public Duration extraTime() {
      return Duration.ofSeconds(10);
    }
  }

  /**
   * Sends a callback of an order that does not exist, signed as real ones are. Answers {@link
   * DeliveryOutcome.Tried}, or {@link Outcome.Invalid}.
   *
   * @param url where the dialect has each order say it; else null, and the app's own is called
   */
  record SendTestCallback(@Nullable String url) implements Sending {
    @Override
    public Duration extraTime() {
      return LONGEST_CALL;
    }
  }

  /** More than a merchant's server may take to answer. */
  Duration LONGEST_CALL = Duration.ofSeconds(20);
}
