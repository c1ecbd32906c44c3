package io.berth.api.delivery;

import io.berth.api.CallbackCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import org.jspecify.annotations.Nullable;

/** The merchant drill: how an app's receiver of callbacks behaves when it matters. */
public sealed interface DrillCommand extends CallbackCommand {

  /**
   * Sends callbacks of orders that do not exist. One drill of an app at a time, and not too many.
   * Answers {@link DrillOutcome.DrillFound}, or {@link Outcome.Invalid}.
   *
   * @param url as in {@link DeliveryCommand.SendTestCallback}
   */
  record StartDrill(@Nullable String url) implements DrillCommand {
    @Override
    public Permission permission() {
      return Permission.CALLBACKS_WRITE;
    }
  }

  /**
   * Answers {@link DrillOutcome.DrillFound}, or {@link DrillOutcome.NoDrill}.
   *
   * @param id null for the latest
   */
  record ReadDrill(@Nullable Long id) implements DrillCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }
  }
}
