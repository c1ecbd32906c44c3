package io.berth.api.delivery;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;

/** Commands of callback-service about merchants' servers that do not answer. */
public sealed interface OutageNotice extends DidCommand {

  /**
   * Has the owners of an app's company mailed that its callbacks fail. Answers {@link
   * Outcome.Done}.
   *
   * @param origin of the merchant's server
   */
  record MailOutage(String app, String origin) implements OutageNotice {}
}
