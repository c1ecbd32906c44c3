package io.berth.api.launch;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import org.jspecify.annotations.Nullable;

/** Commands of pay-service, which knows whether an app still has money, about the end of apps. */
public sealed interface ClosingCommand extends DidCommand {

  /**
   * Closes an app without money for good. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param operator uid of whoever closes it
   * @param address of the operator
   */
  record CloseEmptyApp(String app, long operator, @Nullable String address, String reason)
      implements ClosingCommand {}
}
