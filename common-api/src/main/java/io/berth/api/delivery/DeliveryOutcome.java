package io.berth.api.delivery;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DeliveryCommand}s. */
public sealed interface DeliveryOutcome extends Outcome.ForConsole {

  /**
   * @param next where the list goes on; null where it ends
   */
  record Deliveries(List<Delivery> deliveries, DeliveryCommand.@Nullable Position next)
      implements DeliveryOutcome {}

  /** Orders without a callback are left out. */
  record LatestRounds(List<LatestRound> rounds) implements DeliveryOutcome {}

  /**
   * @param attempts that have a result
   */
  record LatestRound(long orderId, Delivery.State state, int attempts) {

    /** Whether the latest attempt was not acknowledged. */
    public boolean failing() {
      return state == Delivery.State.GIVEN_UP || (state == Delivery.State.PENDING && attempts > 0);
    }
  }

  /**
   * @param failed callbacks whose latest attempt was not acknowledged; at most {@link
   *     #MOST_COUNTED}
   * @param unacknowledged paid orders of which no callback was acknowledged; the same
   * @param callbackUrl null where the app has none
   * @param urlPerOrder whether each order says where to call back
   * @param latestUrl what the app's latest order said, where it says so
   * @param endpoints servers that are being called or do not answer, as this instance knows them
   * @param callsAtOnce how many calls one endpoint gets at the same time
   */
  record Overview(
      long pending,
      long failed,
      long unacknowledged,
      @Nullable String callbackUrl,
      boolean urlPerOrder,
      @Nullable String latestUrl,
      Acknowledgement acknowledgement,
      List<Endpoint> endpoints,
      int callsAtOnce)
      implements DeliveryOutcome {}

  /** A count that reaches this means: or more. */
  int MOST_COUNTED = 10_000;

  /**
   * @param leftAloneUntil null where it answers; in the past where one call may try again
   */
  record Endpoint(String origin, int calls, @Nullable Instant leftAloneUntil) {}

  /**
   * @param rounds begun
   * @param skipped orders that have no callback, or a round that has not been attempted yet
   * @param more whether asking again would begin more
   */
  record Resent(int rounds, int skipped, boolean more) implements DeliveryOutcome {}

  record Tried(CallRequest request, CallResult result, Acknowledgement wanted)
      implements DeliveryOutcome {}
}
